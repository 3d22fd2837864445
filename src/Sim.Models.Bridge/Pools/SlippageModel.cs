using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;
using Sim.Framework;

namespace Sim.Models.Bridge.Pools;

/// <summary>Slippage as exp(b0 + b1 ln(size/volume) + b2 ln volatility + b3 ln spread), fitted by a loss that puts outliers first.</summary>
/// <remarks>Size is what stands in <see cref="SlippageTrade.Size"/>: already over daily volume.</remarks>
public readonly record struct SlippageModel(double Constant, double BySize, double ByVolatility, double BySpread)
{
    const int Coefficients = 4;
    const int MostSteps = 200;
    const double Converged = 1e-12;
    const double Rounding = 1e-12;
    const double MostCondition = 1e12;

    /// <summary>The prediction (ratio).</summary>
    public double Predict(in SlippageTrade trade) =>
        Math.Exp(Constant + (BySize * Math.Log(trade.Size)) + (ByVolatility * Math.Log(trade.Volatility)) + (BySpread * Math.Log(trade.Spread)));

    /// <summary>How the prediction does on these trades.</summary>
    /// <exception cref="SimulationException">There is no trade.</exception>
    public SlippageFit Assess(ReadOnlySpan<SlippageTrade> trades)
    {
        if (trades.Length == 0)
            throw new SimulationException("A slippage model cannot be assessed on no trades: give some.");
        var (covered, excess, squares) = (0, 0.0, 0.0);
        var worst = new (double Slippage, double Error)[trades.Length];
        for (var trade = 0; trade < trades.Length; trade++)
        {
            var miss = trades[trade].Slippage - Predict(trades[trade]);
            covered += miss <= 0 ? 1 : 0;
            excess += Math.Max(0, miss);
            squares += miss * miss;
            worst[trade] = (trades[trade].Slippage, Math.Abs(miss));
        }

        Array.Sort(worst, static (one, other) => other.Slippage.CompareTo(one.Slippage));
        var tail = Math.Max(1, trades.Length / 20);
        var tailError = 0.0;
        for (var trade = 0; trade < tail; trade++)
            tailError += worst[trade].Error / tail;
        return new SlippageFit((double)covered / trades.Length, covered < trades.Length ? excess / (trades.Length - covered) : 0, tailError, squares / trades.Length);
    }

    /// <summary>The model with the smallest loss on these trades.</summary>
    /// <remarks>
    /// Damped Newton steps (Levenberg 1944, Marquardt 1963) from the least squares of logarithms, with a curvature that is never negative; a kink in the loss is rounded less and less on the
    /// way. The result does not depend on the order of trades beyond rounding.
    /// </remarks>
    /// <exception cref="SimulationException">There are fewer than 20 trades, one has a number out of place, or the three quantities do not vary independently.</exception>
    public static SlippageModel Fit(ReadOnlySpan<SlippageTrade> trades, OutlierLoss loss)
    {
        var data = Table.Of(trades);
        var coefficients = data.LogLeastSquares();
        if (!loss.HasKink)
            return Of(Descend(data, loss, 1, coefficients));
        for (var width = 1.0; width >= 1e-5; width /= 4)
            coefficients = Descend(data, loss, width, coefficients);
        return Of(coefficients);
    }

    static SlippageModel Of(Vector<double> coefficients) => new(coefficients[0], coefficients[1], coefficients[2], coefficients[3]);

    static Vector<double> Descend(Table data, OutlierLoss loss, double width, Vector<double> start)
    {
        var (at, damping) = (start, 1e-3);
        var value = data.Loss(loss, width, at);
        for (var step = 0; step < MostSteps && damping < 1e12; step++)
        {
            var (slope, curvature) = data.Derivatives(loss, width, at);
            var damped = curvature + (damping * Matrix<double>.Build.DiagonalOfDiagonalVector(curvature.Diagonal() + 1e-12));
            var tried = at - damped.Solve(slope);
            var reached = data.Loss(loss, width, tried);
            if (!(reached < value))
            {
                damping *= 4;
                continue;
            }

            var gained = value - reached;
            (at, value, damping) = (tried, reached, damping / 3);
            if (gained < Converged * value)
                break;
        }

        return at;
    }

    /// <summary>The trades as rows of (1, ln size, ln volatility, ln spread), with slippage in units of its standard deviation.</summary>
    sealed class Table(double[] rows, double[] slippage, double[] size, double scale)
    {
        public static Table Of(ReadOnlySpan<SlippageTrade> trades)
        {
            if (trades.Length < 20)
                throw new SimulationException($"A slippage model cannot be fitted to {trades.Length} trades: give 20 or more.");
            var rows = new double[trades.Length * Coefficients];
            var (slippage, size) = (new double[trades.Length], new double[trades.Length]);
            for (var row = 0; row < trades.Length; row++)
            {
                var trade = trades[row];
                if (!(trade.Size > 0 && trade.Volatility > 0 && trade.Spread > 0 && trade.Slippage >= 0) || double.IsInfinity(trade.Size + trade.Volatility + trade.Spread + trade.Slippage))
                    throw new SimulationException($"Trade {row} is {trade}: size, volatility and spread must be positive, slippage 0 or more, and all of them finite.");
                ReadOnlySpan<double> logs = [1, Math.Log(trade.Size), Math.Log(trade.Volatility), Math.Log(trade.Spread)];
                logs.CopyTo(rows.AsSpan(row * Coefficients));
                (slippage[row], size[row]) = (trade.Slippage, trade.Size);
            }

            var (scale, meanSize) = (ArrayStatistics.StandardDeviation(slippage), ArrayStatistics.Mean(size));
            if (!(scale > Rounding * ArrayStatistics.Mean(slippage)))
                throw new SimulationException("All trades have the same slippage, so there is nothing to fit: give trades that differ.");
            return new Table(rows, slippage, [.. size.Select(one => one / meanSize)], scale);
        }

        public Vector<double> LogLeastSquares()
        {
            // The normal equations of columns scaled to length 1, whose condition tells whether they differ.
            var table = Matrix<double>.Build.DenseOfColumnMajor(Coefficients, slippage.Length, rows);
            var lengths = table.RowNorms(2);
            var scaled = Matrix<double>.Build.DenseOfDiagonalVector(1 / lengths) * table;
            var products = scaled.TransposeAndMultiply(scaled);
            if (!(products.ConditionNumber() < MostCondition))
                throw new SimulationException("Size, volatility and spread of the trades do not vary independently, so their effects cannot be told apart: give trades that differ in each.");
            var logs = Vector<double>.Build.DenseOfEnumerable(slippage.Select(one => Math.Log(Math.Max(one, scale * 1e-6))));
            return products.Cholesky().Solve(scaled * logs).PointwiseDivide(lengths);
        }

        public double Loss(OutlierLoss loss, double width, Vector<double> at)
        {
            var sum = 0.0;
            var weights = at.AsArray();
            for (var row = 0; row < slippage.Length; row++)
                sum += loss.Smooth((slippage[row] - Prediction(row, weights)) / scale, size[row], width).Value;
            return sum / slippage.Length;
        }

        public (Vector<double> Slope, Matrix<double> Curvature) Derivatives(OutlierLoss loss, double width, Vector<double> at)
        {
            Span<double> slope = stackalloc double[Coefficients], curvature = stackalloc double[Coefficients * Coefficients];
            var weights = at.AsArray();
            for (var row = 0; row < slippage.Length; row++)
            {
                var prediction = Prediction(row, weights) / scale;
                var (_, first, second) = loss.Smooth((slippage[row] / scale) - prediction, size[row], width);
                // The second derivative is second p² - first p; taking the magnitude of the latter keeps it a descent direction.
                var weight = (second * prediction * prediction) + (Math.Abs(first) * prediction);
                var logs = rows.AsSpan(row * Coefficients, Coefficients);
                for (var one = 0; one < Coefficients; one++)
                {
                    slope[one] -= first * prediction * logs[one];
                    for (var other = 0; other < Coefficients; other++)
                        curvature[(one * Coefficients) + other] += weight * logs[one] * logs[other];
                }
            }

            return (Vector<double>.Build.DenseOfArray(slope.ToArray()) / slippage.Length,
                Matrix<double>.Build.DenseOfRowMajor(Coefficients, Coefficients, curvature.ToArray()) / slippage.Length);
        }

        double Prediction(int row, double[] weights)
        {
            var logs = rows.AsSpan(row * Coefficients, Coefficients);
            return Math.Exp((weights[0] * logs[0]) + (weights[1] * logs[1]) + (weights[2] * logs[2]) + (weights[3] * logs[3]));
        }
    }
}
