using MathNet.Numerics.Distributions;

namespace Sim.Models.Bridge.Risk;

/// <summary>Whether a value at risk was exceeded as often as it promises, and without clusters.</summary>
/// <remarks>
/// Likelihood ratios: coverage is chi-square with one degree of freedom, independence with one, both together with two.
/// Sources: P. H. Kupiec, Journal of Derivatives 3(2), 1995; P. F. Christoffersen, International Economic Review 39(4), 1998.
/// </remarks>
/// <param name="Count">How many days were tested.</param>
/// <param name="Exceedances">On how many of them the loss was worse than the value at risk.</param>
/// <param name="Coverage">Kupiec's likelihood ratio, LR_uc.</param>
/// <param name="Independence">Christoffersen's likelihood ratio, LR_ind.</param>
readonly record struct VarBacktest(int Count, int Exceedances, double Coverage, double Independence)
{
    /// <summary>Christoffersen's likelihood ratio of both, LR_cc.</summary>
    public double Conditional => Coverage + Independence;

    /// <summary>How often coverage as bad comes by chance.</summary>
    public double CoverageProbability => 1 - ChiSquared.CDF(1, Coverage);

    /// <summary>How often clusters as bad come by chance.</summary>
    public double IndependenceProbability => 1 - ChiSquared.CDF(1, Independence);

    /// <summary>How often both as bad come by chance.</summary>
    public double ConditionalProbability => 1 - ChiSquared.CDF(2, Conditional);

    /// <summary>Tests a sequence of days on which the loss was, or was not, worse than the value at risk.</summary>
    /// <param name="exceeded">The days in order.</param>
    /// <param name="alpha">The promised share of days without.</param>
    public static VarBacktest Of(ReadOnlySpan<bool> exceeded, double alpha)
    {
        var exceedances = exceeded.Count(true);
        Span<int> pairs = stackalloc int[4];
        for (var day = 1; day < exceeded.Length; day++)
            pairs[(exceeded[day - 1] ? 2 : 0) + (exceeded[day] ? 1 : 0)]++;
        var coverage = 2 * (Binary(exceeded.Length, exceedances, (double)exceedances / exceeded.Length) - Binary(exceeded.Length, exceedances, 1 - alpha));
        var (calm, after) = (pairs[0] + pairs[1], pairs[2] + pairs[3]);
        var share = (double)(pairs[1] + pairs[3]) / (calm + after);
        var independence = 2 * (Binary(calm, pairs[1], (double)pairs[1] / calm) + Binary(after, pairs[3], (double)pairs[3] / after) - Binary(calm + after, pairs[1] + pairs[3], share));
        return new VarBacktest(exceeded.Length, exceedances, coverage, independence);
    }

    /// <summary>Tests the value at risk of one day, estimated from the returns of a window before it, on all days after the first window.</summary>
    /// <param name="returns">The returns in order.</param>
    /// <param name="window">How many returns an estimate looks back on.</param>
    /// <param name="alpha">The promised share of days without a worse loss.</param>
    /// <param name="valueAtRisk">Estimates the value at risk, a return, from a window.</param>
    public static VarBacktest Rolling(ReadOnlySpan<double> returns, int window, double alpha, Func<ReadOnlySpan<double>, double> valueAtRisk)
    {
        if (returns.Length <= window)
            throw new ArgumentException(FormattableString.Invariant($"{returns.Length} returns leave no day to test after a window of {window}"), nameof(window));
        var exceeded = new bool[returns.Length - window];
        for (var day = 0; day < exceeded.Length; day++)
            exceeded[day] = returns[day + window] < valueAtRisk(returns.Slice(day, window));
        return Of(exceeded, alpha);
    }

    /// <summary>The log-likelihood of so many hits, where nothing times the logarithm of nothing is nothing.</summary>
    static double Binary(int count, int hits, double share) =>
        (hits == 0 ? 0 : hits * Math.Log(share)) + (count == hits ? 0 : (count - hits) * Math.Log(1 - share));
}
