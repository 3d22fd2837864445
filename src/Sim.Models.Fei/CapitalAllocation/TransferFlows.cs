namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>Flows between every pair of deposits that bring about given net changes.</summary>
/// <remarks>
/// A flow is signed, in FEI: positive means that the first deposit of the pair receives it from the second, negative that
/// it gives it. Flows stand in the row-major order of the pairs (i, j) with i &lt; j, n(n-1)/2 of them: the upper triangle
/// of the original's rebalance matrix. Net changes are in FEI, one per deposit. Changes that do not sum to zero are met
/// up to their mean (least squares), and refused when that mean is more than rounding. Pure, allocation-free, thread-safe.
/// </remarks>
public static class TransferFlows
{
    /// <summary>Absolute part of the residual that the original permits (FEI).</summary>
    const double AbsoluteResidual = 1e-3;

    /// <summary>Part of the residual that the original permits, relative to the change.</summary>
    const double RelativeResidual = 1e-5;

    /// <summary>Number of pairs of deposits, the length of a span of flows.</summary>
    /// <param name="deposits">Number of deposits n, at least 2.</param>
    /// <returns>n(n-1)/2.</returns>
    /// <exception cref="ArgumentException">Fewer than two deposits.</exception>
    public static int PairCount(int deposits)
    {
        Require.AtLeastTwo(deposits, nameof(deposits));
        return deposits * (deposits - 1) / 2;
    }

    /// <summary>Place of a pair's flow in a span of flows.</summary>
    /// <param name="first">The smaller position of the pair.</param>
    /// <param name="second">The larger position of the pair.</param>
    /// <param name="deposits">Number of deposits.</param>
    /// <returns>The index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 &lt;= first &lt; second &lt; deposits.</exception>
    public static int PairIndex(int first, int second, int deposits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(second, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(second, deposits);
        return (first * ((2 * deposits) - first - 1) / 2) + (second - first - 1);
    }

    /// <summary>Flows that move no FEI further than needed: F_ij = b_i+ b_j- / sum of b+.</summary>
    /// <remarks>
    /// Every giver gives in proportion to every taker's want. The gross flow is the least possible, sum of b+; nobody both
    /// gives and takes, so that a pass in any order finds each giver able to pay; the answer does not depend on the order
    /// of the deposits.
    /// </remarks>
    /// <param name="netChanges">Change b of each deposit (FEI), summing to zero.</param>
    /// <param name="flows">Receives one flow per pair.</param>
    /// <exception cref="ArgumentException">Fewer than two deposits, or a wrong length of <paramref name="flows"/>.</exception>
    /// <exception cref="AllocationException">A change is not finite, or the changes do not sum to zero.</exception>
    public static void Proportional(ReadOnlySpan<double> netChanges, Span<double> flows)
    {
        RequireBalanced(netChanges, flows.Length, PairCount(netChanges.Length));
        var received = 0.0;
        for (var deposit = 0; deposit < netChanges.Length; deposit++)
            received += Math.Max(netChanges[deposit], 0);
        var pair = 0;
        for (var first = 0; first < netChanges.Length; first++)
        {
            var change = netChanges[first];
            for (var second = first + 1; second < netChanges.Length; second++, pair++)
            {
                var other = netChanges[second];
                flows[pair] = change > 0 && other < 0 ? change * (-other / received)
                    : change < 0 && other > 0 ? change * (other / received)
                    : 0;
            }
        }
    }

    /// <summary>The flows of least sum of squares, d_ij = (b_i - b_j) / n.</summary>
    /// <remarks>Does not depend on the order of the deposits, but routes FEI through third deposits, which may have none.
    /// Source: A A' = n I - 1 1' for the complete graph's incidence matrix A, so that A+ b = A' b / n.</remarks>
    /// <param name="netChanges">Change b of each deposit (FEI), summing to zero.</param>
    /// <param name="flows">Receives one flow per pair.</param>
    /// <exception cref="ArgumentException">Fewer than two deposits, or a wrong length of <paramref name="flows"/>.</exception>
    /// <exception cref="AllocationException">A change is not finite, or the changes do not sum to zero.</exception>
    public static void MinimumNorm(ReadOnlySpan<double> netChanges, Span<double> flows)
    {
        RequireBalanced(netChanges, flows.Length, PairCount(netChanges.Length));
        Fill(netChanges, 0, flows);
    }

    /// <summary>The original's flows: least sum of squares among those whose signed sum over all pairs is zero as well.</summary>
    /// <remarks>
    /// d_ij = (b_i - b_j)/n + lambda (1 - 2(j-i)/n) with lambda = 12 sum(i b_i) / (n(n-1)(n-2)), and without the extra term
    /// for two deposits. The extra condition conserves nothing; it makes the answer depend on the order of the deposits
    /// and adds circular flow. Source: closed form of the pseudo-inverse of the incidence matrix with a row of ones.
    /// </remarks>
    /// <param name="netChanges">Change b of each deposit (FEI), summing to zero.</param>
    /// <param name="flows">Receives one flow per pair.</param>
    /// <exception cref="ArgumentException">Fewer than two deposits, or a wrong length of <paramref name="flows"/>.</exception>
    /// <exception cref="AllocationException">A change is not finite, or the changes do not sum to zero.</exception>
    public static void Parity(ReadOnlySpan<double> netChanges, Span<double> flows)
    {
        RequireBalanced(netChanges, flows.Length, PairCount(netChanges.Length));
        var deposits = netChanges.Length;
        var moment = 0.0;
        // The weights of this sum add up to zero, so that a mean of the changes drops out: it equals sum(i b_i).
        for (var deposit = 0; deposit < deposits; deposit++)
            moment += netChanges[deposit] * (deposit - ((deposits - 1) / 2.0));
        var lambda = deposits == 2 ? 0 : 12 * moment / ((double)deposits * (deposits - 1) * (deposits - 2));
        Fill(netChanges, lambda, flows);
    }

    /// <summary>Adds up what each deposit receives, less what it gives.</summary>
    /// <param name="flows">One flow per pair (FEI).</param>
    /// <param name="netReceived">Receives the net change of each deposit (FEI); its length says how many there are.</param>
    /// <exception cref="ArgumentException">Fewer than two deposits, or a wrong length of <paramref name="flows"/>.</exception>
    public static void NetReceived(ReadOnlySpan<double> flows, Span<double> netReceived)
    {
        Require.Length(flows.Length, PairCount(netReceived.Length), nameof(flows));
        netReceived.Clear();
        var pair = 0;
        for (var first = 0; first < netReceived.Length; first++)
        {
            for (var second = first + 1; second < netReceived.Length; second++, pair++)
            {
                netReceived[first] += flows[pair];
                netReceived[second] -= flows[pair];
            }
        }
    }

    /// <summary>Checks lengths, and that the least-squares residual, the mean of the changes, is within tolerance.</summary>
    internal static void RequireBalanced(ReadOnlySpan<double> netChanges, int flowCount, int expectedFlows)
    {
        Require.Length(flowCount, expectedFlows, "flows");
        var sum = 0.0;
        var smallest = double.PositiveInfinity;
        foreach (var change in netChanges)
        {
            sum += change;
            smallest = Math.Min(smallest, Math.Abs(change));
        }

        var tolerance = AbsoluteResidual + (RelativeResidual * smallest);
        Require.Near(sum / netChanges.Length, 0, tolerance, "mean of the net changes",
            "must be zero, for flows between deposits create no FEI; let the target weights sum to 1");
    }

    static void Fill(ReadOnlySpan<double> netChanges, double lambda, Span<double> flows)
    {
        double deposits = netChanges.Length;
        var pair = 0;
        for (var first = 0; first < netChanges.Length; first++)
        {
            for (var second = first + 1; second < netChanges.Length; second++, pair++)
            {
                flows[pair] = ((netChanges[first] - netChanges[second]) / deposits)
                    + (lambda * (1 - (2 * (second - first) / deposits)));
            }
        }
    }
}
