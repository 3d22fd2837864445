namespace Sim.Models.Bridge.Thresholds;

/// <summary>From values at risk to thresholds.</summary>
/// <remarks>Source: interlay/collateralization-analysis at 2f668c5, main script; the order of increments before 8a869ff. docs/models/bridge.md states each rule in both fidelities.</remarks>
static class Combination
{
    const double Step = 5;

    // A threshold that meets a multiple of five but for the last bits of its sum is that multiple.
    const double RoundingNoise = 1e-9;

    /// <summary>The thresholds that the values at risk of one method ask for.</summary>
    /// <param name="valueAtRisk">For each threshold the value at risk over its period, 0 or less; the liquidation period is the longest.</param>
    /// <param name="adjustment">The total risk adjustment, at least 1.</param>
    /// <param name="order">How the increments are shared out.</param>
    /// <param name="fidelity">Whose rules.</param>
    public static Levels Thresholds(Levels valueAtRisk, double adjustment, IncrementOrder order, Fidelity fidelity) => (fidelity, order) switch
    {
        (Fidelity.Parity, IncrementOrder.Reversed) => Reversed(valueAtRisk.Select(loss => (1 + loss) / adjustment), 1),
        (Fidelity.Corrected, IncrementOrder.Reversed) => Reversed(Monotone(valueAtRisk.Select(loss => 1 + loss)), adjustment),
        (Fidelity.Parity, _) => Forward(valueAtRisk.Select(loss => 1 + loss), adjustment),
        _ => Forward(Monotone(valueAtRisk.Select(loss => 1 + loss)), adjustment),
    };

    /// <summary>The thresholds of two methods in one: each the larger of the two.</summary>
    /// <remarks>Where the thresholds of both methods rise, so do the larger ones; that they rise is what <see cref="Fidelity.Corrected"/> sees to.</remarks>
    public static Levels Larger(Levels first, Levels second) => Levels.Of(
        Math.Max(first.Liquidation, second.Liquidation), Math.Max(first.PremiumRedeem, second.PremiumRedeem), Math.Max(first.SafeMint, second.SafeMint));

    /// <summary>Thresholds in percent, rounded up to a multiple of five.</summary>
    public static Report Reported(Levels thresholds, Fidelity fidelity)
    {
        long Percent(double threshold) => RoundedUp(100 * threshold, fidelity);
        return Report.Of(Percent(thresholds.Liquidation), Percent(thresholds.PremiumRedeem), Percent(thresholds.SafeMint));
    }

    /// <summary>The next multiple of five, from a number up.</summary>
    public static long RoundedUp(double percent, Fidelity fidelity) =>
        (long)Step * (long)Math.Ceiling((percent / Step) - (fidelity == Fidelity.Parity ? 0 : RoundingNoise));

    /// <summary>What may be lent on collateral, in whole percent of its value: the reciprocals of the thresholds, rounded down.</summary>
    /// <remarks>The liquidation LTV is that of the liquidation threshold, the largest LTV at which one may borrow that of the premium redeem threshold.</remarks>
    public static Report LoanToValue(Report reported) =>
        Report.Of(Reciprocal(reported.Liquidation), Reciprocal(reported.PremiumRedeem), Reciprocal(reported.SafeMint));

    /// <summary>The standard errors of thresholds, from the covariances of the values at risk, in the first order.</summary>
    /// <param name="valueAtRisk">As for <see cref="Thresholds"/>.</param>
    /// <param name="covariance">Covariances of liquidation, premium redeem and safe mint, row by row.</param>
    /// <param name="thresholds">The thresholds as a function of the values at risk.</param>
    public static Levels StandardErrors(Levels valueAtRisk, ReadOnlySpan<double> covariance, Func<Levels, Levels> thresholds)
    {
        const double Nudge = 1e-6;
        Span<Levels> slopes = stackalloc Levels[3];
        for (var place = 0; place < slopes.Length; place++)
        {
            var (above, below) = (thresholds(Nudged(valueAtRisk, place, Nudge)), thresholds(Nudged(valueAtRisk, place, -Nudge)));
            slopes[place] = Levels.Of(
                (above.Liquidation - below.Liquidation) / (2 * Nudge),
                (above.PremiumRedeem - below.PremiumRedeem) / (2 * Nudge),
                (above.SafeMint - below.SafeMint) / (2 * Nudge));
        }

        var variance = new Levels();
        for (var row = 0; row < slopes.Length; row++)
        {
            for (var column = 0; column < slopes.Length; column++)
            {
                var (left, right, shared) = (slopes[row], slopes[column], covariance[(row * slopes.Length) + column]);
                variance.Liquidation += left.Liquidation * right.Liquidation * shared;
                variance.PremiumRedeem += left.PremiumRedeem * right.PremiumRedeem * shared;
                variance.SafeMint += left.SafeMint * right.SafeMint * shared;
            }
        }

        return variance.Select(value => Math.Sqrt(Math.Max(0, value)));
    }

    static Levels Nudged(Levels levels, int place, double by) => Levels.Of(
        levels.Liquidation + (place == 0 ? by : 0), levels.PremiumRedeem + (place == 1 ? by : 0), levels.SafeMint + (place == 2 ? by : 0));

    static Levels Reversed(Levels left, double adjustment)
    {
        var first = left.PremiumRedeem - left.Liquidation;
        var second = left.SafeMint - left.PremiumRedeem;
        var third = 1 - left.SafeMint;
        return Levels.Of(adjustment / (1 - first), adjustment / (1 - (first + second)), adjustment / (1 - (first + second + third)));
    }

    static Levels Forward(Levels left, double adjustment) =>
        Levels.Of(adjustment / left.SafeMint, adjustment / left.PremiumRedeem, adjustment / left.Liquidation);

    /// <summary>What is left after a longer period is no more than after a shorter one, and no more than all.</summary>
    static Levels Monotone(Levels left)
    {
        var shortest = Math.Min(1, left.SafeMint);
        var middle = Math.Min(shortest, left.PremiumRedeem);
        return Levels.Of(Math.Min(middle, left.Liquidation), middle, shortest);
    }

    // The original reports a price that fell below zero as a threshold of nothing, on which nothing can be lent.
    static long Reciprocal(long percent) => percent <= 0 ? 0 : 10_000 / percent;
}
