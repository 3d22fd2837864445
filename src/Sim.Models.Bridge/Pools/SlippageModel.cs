using MathNet.Numerics.LinearAlgebra;
using Sim.Framework;

namespace Sim.Models.Bridge.Pools;

/// <summary>Slippage as exp(b0 + b1 ln(size/volume) + b2 ln volatility + b3 ln spread), fitted by a loss that puts outliers first.</summary>
/// <remarks>Size is what stands in <see cref="SlippageTrade.Size"/>: already over daily volume.</remarks>
public readonly record struct SlippageModel(double Constant, double BySize, double ByVolatility, double BySpread)
{
    const int Coefficients = 4;
    const int MostSteps = 200;
    const double Converged = 1e-12;

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
    sealed class Table
    {
        readonly Matrix<double> _rows;
        readonly double[] _slippage;
        readonly double[] _size;
        readonly double _scale;

        Table(Matrix<double> rows, double[] slippage, double[] size, double scale) => (_rows, _slippage, _size, _scale) = (rows, slippage, size, scale);

        public static Table Of(ReadOnlySpan<SlippageTrade> trades)
        {
            if (trades.Length < 20)
                throw new SimulationException($"A slippage model cannot be fitted to {trades.Length} trades: give 20 or more.");
            var rows = Matrix<double>.Build.Dense(trades.Length, Coefficients);
            var (slippage, size) = (new double[trades.Length], new double[trades.Length]);
            for (var row = 0; row < trades.Length; row++)
            {
                var trade = trades[row];
                if (!(trade.Size > 0 && trade.Volatility > 0 && trade.Spread > 0 && trade.Slippage >= 0) || double.IsInfinity(trade.Size + trade.Volatility + trade.Spread + trade.Slippage))
                    throw new SimulationException($"Trade {row} is {trade}: size, volatility and spread must be positive, slippage 0 or more, and all of them finite.");
                rows.SetRow(row, [1, Math.Log(trade.Size), Math.Log(trade.Volatility), Math.Log(trade.Spread)]);
                (slippage[row], size[row]) = (trade.Slippage, trade.Size);
            }

            var scale = MathNet.Numerics.Statistics.ArrayStatistics.StandardDeviation(slippage);
            var meanSize = MathNet.Numerics.Statistics.ArrayStatistics.Mean(size);
            if (!(scale > 0))
                throw new SimulationException("All trades have the same slippage, so there is nothing to fit: give trades that differ.");
            return new Table(rows, slippage, [.. size.Select(one => one / meanSize)], scale);
        }

        public Vector<double> LogLeastSquares()
        {
            var smallest = _scale * 1e-6;
            var logs = Vector<double>.Build.DenseOfEnumerable(_slippage.Select(slippage => Math.Log(Math.Max(slippage, smallest))));
            var svd = _rows.Svd();
            if (svd.Rank < Coefficients)
                throw new SimulationException("Size, volatility and spread of the trades do not vary independently, so their effects cannot be told apart: give trades that differ in each.");
            return svd.Solve(logs);
        }

        public double Loss(OutlierLoss loss, double width, Vector<double> at)
        {
            var sum = 0.0;
            var logs = _rows * at;
            for (var row = 0; row < _slippage.Length; row++)
                sum += loss.Smooth((_slippage[row] - Math.Exp(logs[row])) / _scale, _size[row], width).Value;
            return sum / _slippage.Length;
        }

        public (Vector<double> Slope, Matrix<double> Curvature) Derivatives(OutlierLoss loss, double width, Vector<double> at)
        {
            var slope = Vector<double>.Build.Dense(Coefficients);
            var curvature = Matrix<double>.Build.Dense(Coefficients, Coefficients);
            var logs = _rows * at;
            for (var row = 0; row < _slippage.Length; row++)
            {
                var prediction = Math.Exp(logs[row]) / _scale;
                var (_, first, second) = loss.Smooth((_slippage[row] / _scale) - prediction, _size[row], width);
                // The second derivative is second p² - first p; taking the magnitude of the latter keeps it a descent direction.
                var weight = ((second * prediction * prediction) + (Math.Abs(first) * prediction)) / _slippage.Length;
                for (var one = 0; one < Coefficients; one++)
                {
                    slope[one] -= first * prediction * _rows[row, one] / _slippage.Length;
                    for (var other = 0; other < Coefficients; other++)
                        curvature[one, other] += weight * _rows[row, one] * _rows[row, other];
                }
            }

            return (slope, curvature);
        }
    }
}
