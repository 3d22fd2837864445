namespace Sim.Models.Bridge.Risk;

/// <summary>Values at risk over several periods from the same simulated paths, and how they err together.</summary>
/// <param name="Quantiles">For each period the order statistic of the paths' running minima.</param>
/// <param name="Covariance">Of the values at risk, row by row.</param>
sealed record SimulatedVar(IReadOnlyList<EmpiricalQuantile> Quantiles, double[] Covariance)
{
    /// <summary>Values at risk of the paths' running minima.</summary>
    /// <param name="minima">For each period one minimum a path, relative to the start or in its logarithm.</param>
    /// <param name="alpha">The confidence.</param>
    /// <param name="toLoss">Turns a minimum into a loss; rising.</param>
    /// <remarks>
    /// To the first order a sample quantile errs by (share below it - share promised) / density (Bahadur), so that two of them share what their tails share.
    /// Source: R. R. Bahadur, Annals of Mathematical Statistics 37, 1966.
    /// </remarks>
    public static SimulatedVar Of(double[][] minima, double alpha, Func<double, double> toLoss)
    {
        var count = minima[0].Length;
        var sorted = new double[count];
        var (raw, losses) = (new EmpiricalQuantile[minima.Length], new EmpiricalQuantile[minima.Length]);
        for (var period = 0; period < minima.Length; period++)
        {
            minima[period].CopyTo(sorted, 0);
            raw[period] = EmpiricalQuantile.Of(sorted, alpha);
            losses[period] = new EmpiricalQuantile(toLoss(raw[period].Value), toLoss(raw[period].Low), toLoss(raw[period].High));
        }

        var covariance = new double[minima.Length * minima.Length];
        for (var row = 0; row < minima.Length; row++)
        {
            for (var column = 0; column < minima.Length; column++)
                covariance[(row * minima.Length) + column] = losses[row].StandardError * losses[column].StandardError * TailCorrelation(minima[row], raw[row].Value, minima[column], raw[column].Value);
        }

        return new SimulatedVar(losses, covariance);
    }

    /// <summary>The correlation of being in one tail and in the other.</summary>
    static double TailCorrelation(double[] left, double leftQuantile, double[] right, double rightQuantile)
    {
        var (inLeft, inRight, inBoth) = (0, 0, 0);
        for (var path = 0; path < left.Length; path++)
        {
            var (isLeft, isRight) = (left[path] <= leftQuantile ? 1 : 0, right[path] <= rightQuantile ? 1 : 0);
            inLeft += isLeft;
            inRight += isRight;
            inBoth += isLeft & isRight;
        }

        double Share(int number) => (double)number / left.Length;
        var spread = Share(inLeft) * (1 - Share(inLeft)) * Share(inRight) * (1 - Share(inRight));
        return spread > 0 ? (Share(inBoth) - (Share(inLeft) * Share(inRight))) / Math.Sqrt(spread) : 0;
    }
}
