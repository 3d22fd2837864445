namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>Moves balances toward target weights: how fast, how much, and by which transfers.</summary>
/// <remarks>
/// Balances, changes, flows and remainders are in FEI. A timestep is: <see cref="NetChanges"/>, then a function of
/// <see cref="TransferFlows"/> or a <see cref="TransferGraph"/>, then <see cref="ApplyAtOnce"/> (corrected) or
/// <see cref="TransferInOrder"/> (parity), then <see cref="Remainder"/>, then <see cref="LiquidityPool.AfterRebalancing"/>.
/// All functions are pure, allocate nothing and may be called from any thread.
/// Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/fei_capital_allocation.py.
/// </remarks>
public static class Rebalancing
{
    // Largest remainder, and largest loss in a sequential pass, that the original takes for rounding (FEI).
    const double RemainderNoise = 1e-8;
    const double ParityConservation = 1e-3;

    /// <summary>Part of the way to the target weights that is gone per timestep, r = sqrt(dt / duration).</summary>
    /// <param name="dt">Length of a timestep (days), above 0.</param>
    /// <param name="duration">Duration of the rebalancing (days), at least <paramref name="dt"/>.</param>
    /// <returns>The rate, above 0 and at most 1.</returns>
    /// <exception cref="AllocationException">An argument is outside its range: a rate above 1 would overdraw deposits.</exception>
    public static double Rate(double dt, double duration)
    {
        Require.Positive(dt, "length of a timestep");
        Require.Positive(duration, "rebalancing duration");
        if (dt > duration)
            Require.Fail("rebalancing duration", duration, dt, 0, "must be at least as long as a timestep");
        return Math.Sqrt(dt / duration);
    }

    /// <summary>Change that each deposit wants in this timestep, b = r (target - w) T.</summary>
    /// <param name="balances">Present balance of each deposit, not negative, not all zero.</param>
    /// <param name="targetWeights">Wanted share of each deposit; in corrected mode not negative and summing to 1.</param>
    /// <param name="rate">Rate r per timestep, above 0 and at most 1; see <see cref="Rate"/>.</param>
    /// <param name="fidelity">Which rules to check; the formula is the same.</param>
    /// <param name="netChanges">Receives the change of each deposit.</param>
    /// <exception cref="ArgumentException">Fewer than two deposits, or lengths that differ.</exception>
    /// <exception cref="AllocationException">A balance, weight or rate outside its range. In parity a wrong sum of the
    /// weights is refused only by <see cref="TransferFlows.Parity"/>, as in the original.</exception>
    public static void NetChanges(
        ReadOnlySpan<double> balances, ReadOnlySpan<double> targetWeights, double rate, Fidelity fidelity, Span<double> netChanges)
    {
        Require.AtLeastTwo(balances.Length, nameof(balances));
        Require.Length(targetWeights.Length, balances.Length, nameof(targetWeights));
        Require.Length(netChanges.Length, balances.Length, nameof(netChanges));
        Require.Positive(rate, "rebalancing rate");
        Require.Between(rate, 0, 1, "rebalancing rate");
        if (!fidelity.Keeps(Fidelity.ClippedTransfers))
            TargetWeights.RequireUnitSum(targetWeights, "target weight");
        var total = Require.Total(balances);
        for (var deposit = 0; deposit < balances.Length; deposit++)
            netChanges[deposit] = rate * (targetWeights[deposit] - (balances[deposit] / total)) * total;
    }

    /// <summary>Applies all net changes at once, so that no order of transfers can leave a want unmet.</summary>
    /// <remarks>Balances stay at or above zero for every rate up to 1. A balance below zero by no more than rounding of
    /// the total becomes zero; the sum is checked after that.</remarks>
    /// <param name="balances">Present balance of each deposit, not negative, not all zero.</param>
    /// <param name="netChanges">Change of each deposit, summing to zero.</param>
    /// <param name="reached">Receives the balances reached; may be the same memory as <paramref name="balances"/>.</param>
    /// <exception cref="ArgumentException">Fewer than two deposits, or lengths that differ.</exception>
    /// <exception cref="AllocationException">A balance would become negative, or the sum of the balances would change.</exception>
    public static void ApplyAtOnce(ReadOnlySpan<double> balances, ReadOnlySpan<double> netChanges, Span<double> reached)
    {
        Require.AtLeastTwo(balances.Length, nameof(balances));
        Require.Length(netChanges.Length, balances.Length, nameof(netChanges));
        Require.Length(reached.Length, balances.Length, nameof(reached));
        var total = Require.Total(balances);
        var tolerance = total * Require.RelativeTolerance;
        for (var deposit = 0; deposit < balances.Length; deposit++)
        {
            var balance = balances[deposit] + netChanges[deposit];
            if (balance < -tolerance)
                Require.Fail("balance after rebalancing", balance, 0, tolerance, "must not be negative");
            reached[deposit] = Math.Max(balance, 0);
        }

        RequireConserved(total, reached, tolerance);
    }

    /// <summary>Runs the transfers one after another in row-major order of the pairs, each cut to the giver's balance.</summary>
    /// <remarks>
    /// The original's pass: a deposit that is empty when its turn comes gives nothing, even if it receives later, and what
    /// was cut is not made up for. Every entry counts, however small. Amounts pass through the price on their way, as
    /// amount * price / price. Flows of <see cref="TransferFlows.Proportional"/> are never cut.
    /// </remarks>
    /// <param name="flows">Wanted flow of each pair, as in <see cref="TransferFlows"/>.</param>
    /// <param name="feiPrice">Price of FEI (USD), above 0.</param>
    /// <param name="balances">Present balance of each deposit, not negative, not all zero; replaced by the balances reached.</param>
    /// <param name="moved">Receives the flow of each pair that was made, with the sign of the wanted one.</param>
    /// <returns>Number of transfers that were cut.</returns>
    /// <exception cref="ArgumentException">Fewer than two deposits, or lengths that do not match.</exception>
    /// <exception cref="AllocationException">A balance, flow or price outside its range, or a sum that changed.</exception>
    public static int TransferInOrder(ReadOnlySpan<double> flows, double feiPrice, Span<double> balances, Span<double> moved)
    {
        Require.Length(flows.Length, TransferFlows.PairCount(balances.Length), nameof(flows));
        Require.Length(moved.Length, flows.Length, nameof(moved));
        Require.Positive(feiPrice, "price of FEI");
        var total = Require.Total(balances);
        var cut = 0;
        var pair = 0;
        for (var first = 0; first < balances.Length; first++)
        {
            for (var second = first + 1; second < balances.Length; second++, pair++)
            {
                var wanted = Math.Abs(flows[pair]);
                var (giver, taker) = flows[pair] > 0 ? (second, first) : (first, second);
                var amount = Math.Min(wanted, balances[giver]);
                balances[giver] -= amount;
                balances[taker] += amount * feiPrice / feiPrice;
                moved[pair] = Math.CopySign(amount, flows[pair]);
                if (amount < wanted)
                    cut++;
            }
        }

        RequireConserved(total, balances, ParityConservation);
        return cut;
    }

    /// <summary>What each deposit wanted and did not get: (before + change) - reached, with rounding set to zero.</summary>
    /// <remarks>Positive: it holds less than wanted. In corrected mode it is zero.</remarks>
    /// <param name="before">Balance of each deposit before the transfers.</param>
    /// <param name="netChanges">Wanted change of each deposit.</param>
    /// <param name="reached">Balance of each deposit after the transfers.</param>
    /// <param name="remainder">Receives the remainder of each deposit.</param>
    /// <exception cref="ArgumentException">Lengths that differ.</exception>
    public static void Remainder(
        ReadOnlySpan<double> before, ReadOnlySpan<double> netChanges, ReadOnlySpan<double> reached, Span<double> remainder)
    {
        Require.Length(netChanges.Length, before.Length, nameof(netChanges));
        Require.Length(reached.Length, before.Length, nameof(reached));
        Require.Length(remainder.Length, before.Length, nameof(remainder));
        for (var deposit = 0; deposit < before.Length; deposit++)
        {
            var missing = before[deposit] + netChanges[deposit] - reached[deposit];
            remainder[deposit] = Math.Abs(missing) <= RemainderNoise ? 0 : missing;
        }
    }

    static void RequireConserved(double before, ReadOnlySpan<double> after, double tolerance)
    {
        var total = Require.SumOfNotNegative(after, "balance after rebalancing");
        Require.Near(total, before, tolerance, "total of the balances after rebalancing",
            "must be what it was, for transfers create no FEI");
    }
}
