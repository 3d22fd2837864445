namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>The shares of their FEI that users want to hold in each deposit.</summary>
/// <remarks>
/// Weights are dimensionless, not negative and sum to 1. All functions are pure, allocate nothing and may be called from
/// any thread. Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/fei_capital_allocation.py.
/// </remarks>
public static class TargetWeights
{
    /// <summary>Smallest average yield rate, and the addend of the mean in the yield risk, of the original (1/year).</summary>
    const double ParityFloor = 1e-18;

    /// <summary>Weights in proportion to average yield over risk, target_k ~ yield_k / (1 + asset risk_k + yield risk_k).</summary>
    /// <remarks>
    /// Asset risk is the deposit's exposure times the risk metric; yield risk is the coefficient of variation of the
    /// recorded rates. Corrected: the average is over the rows there are; a deposit that yielded nothing gets the weight
    /// zero; while nothing has yielded anywhere, or no row was fed, every deposit counts the same yield, so that the
    /// weights follow the asset risks alone. Parity: the average divides by the window's full length while fewer rows are
    /// there, and is at least a tiny floor, so that a deposit without yield keeps a weight of that order.
    /// </remarks>
    /// <param name="yields">Recorded rates, at least one row in parity; see <see cref="YieldWindow.Rows"/>.</param>
    /// <param name="exposures">Exposure of each deposit to the volatile asset, 0 to 1.</param>
    /// <param name="riskMetric">Risk of the volatile asset, 0 to 1.</param>
    /// <param name="fidelity">Which arithmetic to follow.</param>
    /// <param name="targetWeights">Receives one weight per deposit.</param>
    /// <exception cref="ArgumentException">Fewer than two deposits, or lengths that differ.</exception>
    /// <exception cref="AllocationException">A risk or an exposure outside 0 to 1 or not a number; no row in parity.</exception>
    public static void Endogenous(
        in YieldWindow yields, ReadOnlySpan<double> exposures, double riskMetric, Fidelity fidelity, Span<double> targetWeights)
    {
        Require.AtLeastTwo(yields.Deposits, nameof(yields));
        Require.Length(exposures.Length, yields.Deposits, nameof(exposures));
        Require.Length(targetWeights.Length, yields.Deposits, nameof(targetWeights));
        Require.Between(riskMetric, 0, 1, "risk metric");
        if (fidelity.Keeps(Fidelity.PaddedAverages) && yields.Count == 0)
            Require.Fail("number of yield rows in the window", 0, 1, 0, "has no mean while empty; feed at least one row");

        var noYield = !fidelity.Keeps(Fidelity.PaddedAverages) && HasNoYield(yields);
        for (var deposit = 0; deposit < targetWeights.Length; deposit++)
        {
            Require.Between(exposures[deposit], 0, 1, "exposure");
            var assetRisk = exposures[deposit] * riskMetric;
            targetWeights[deposit] = noYield ? 1 / (1 + assetRisk)
                : fidelity.Keeps(Fidelity.PaddedAverages) ? ParityScore(yields, deposit, assetRisk)
                : Score(yields, deposit, assetRisk);
        }

        Normalise(targetWeights);
    }

    /// <summary>Weights pushed from the present ones toward drawn ones, target = (w + r draw) / (1 + r).</summary>
    /// <remarks>Rebalancing applies the rate once more, so balances move r^2/(1+r) of the way to the draw per timestep.
    /// The formula has no known defect; it serves both fidelities.</remarks>
    /// <param name="balances">Present balance of each deposit (FEI), not negative, not all zero.</param>
    /// <param name="draw">Drawn share of each deposit, not negative, summing to 1; usually from a Dirichlet law.</param>
    /// <param name="rate">Rebalancing rate r per timestep, above 0; see <see cref="Rebalancing.Rate"/>.</param>
    /// <param name="targetWeights">Receives one weight per deposit.</param>
    /// <exception cref="ArgumentException">Fewer than two deposits, or lengths that differ.</exception>
    /// <exception cref="AllocationException">A balance, share or rate outside its range, or shares that do not sum to 1.</exception>
    public static void Exogenous(
        ReadOnlySpan<double> balances, ReadOnlySpan<double> draw, double rate, Span<double> targetWeights)
    {
        Require.AtLeastTwo(balances.Length, nameof(balances));
        Require.Length(draw.Length, balances.Length, nameof(draw));
        Require.Length(targetWeights.Length, balances.Length, nameof(targetWeights));
        Require.Positive(rate, "rebalancing rate");
        RequireUnitSum(draw, "drawn share");
        var total = Require.Total(balances);
        for (var deposit = 0; deposit < targetWeights.Length; deposit++)
            targetWeights[deposit] = ((balances[deposit] / total) + (rate * draw[deposit])) / (1 + rate);
    }

    /// <summary>Checks that shares are not negative and sum to 1 but for rounding.</summary>
    internal static void RequireUnitSum(ReadOnlySpan<double> shares, string quantity)
    {
        var sum = Require.SumOfNotNegative(shares, quantity);
        if (!(Math.Abs(sum - 1) <= Require.RelativeTolerance))
            Require.Fail($"{quantity} summed over the deposits", sum, 1, Require.RelativeTolerance, "must be 1; divide each by the sum");
    }

    static bool HasNoYield(in YieldWindow yields)
    {
        for (var deposit = 0; deposit < yields.Deposits; deposit++)
        {
            if (yields.Sum(deposit) > 0)
                return false;
        }

        return true;
    }

    static double Score(in YieldWindow yields, int deposit, double assetRisk)
    {
        var mean = yields.Mean(deposit);
        var yieldRisk = mean > 0 ? yields.StandardDeviation(deposit) / mean : 0;
        return mean / (1 + assetRisk + yieldRisk);
    }

    static double ParityScore(in YieldWindow yields, int deposit, double assetRisk)
    {
        var average = Math.Max(yields.Sum(deposit) / yields.Length, ParityFloor);
        var yieldRisk = yields.StandardDeviation(deposit) / (yields.Mean(deposit) + ParityFloor);
        return average / (1 + assetRisk + yieldRisk);
    }

    static void Normalise(Span<double> scores)
    {
        var sum = Require.SumOfNotNegative(scores, "unnormalised weight");
        Require.Positive(sum, "sum of the unnormalised weights");
        for (var deposit = 0; deposit < scores.Length; deposit++)
            scores[deposit] /= sum;
    }
}
