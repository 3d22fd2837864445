namespace Sim.Models.Fei.Ecosystem;

/// <summary>Moves PCV between the volatile and the stable asset toward a target.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/pcv_management.py.</remarks>
static class BackingPolicy
{
    static readonly PcvPlace[] StablePlaces = [PcvPlace.StableIdle, PcvPlace.StableYieldBearing];
    static readonly PcvPlace[] VolatilePlaces = [PcvPlace.VolatileIdle, PcvPlace.VolatileYieldBearing];

    /// <summary>What stable PCV lacks to its target (USD); negative what it has too much; nothing when no target is breached.</summary>
    public static double? Gap(FeiSupply supply, PcvTotals pcv, SystemMetrics metrics, FeiParameters parameters)
    {
        if (parameters.TargetStableBackingRatio is { } backing)
            return IsBreached(metrics.StableBackingRatio, backing, parameters) ? (backing * supply.UserCirculating) - pcv.StableValue : null;
        if (parameters.TargetStablePcvRatio is { } share)
            return IsBreached(metrics.StablePcvRatio, share, parameters) ? (share - metrics.StablePcvRatio) * pcv.Total : null;
        return null;
    }

    /// <summary>The deposits after moving this value into the stable asset, or out of it if negative, and what could not be moved (USD).</summary>
    public static (ProtocolDeposits Deposits, double Shortfall) Move(ProtocolDeposits deposits, double gap, Prices prices, FeiParameters parameters)
    {
        var buysStable = gap > 0;
        var (givers, taker) = buysStable ? (VolatilePlaces, PcvPlace.StableIdle) : (StablePlaces, PcvPlace.VolatileIdle);
        var (from, to) = buysStable ? (prices.Volatile, prices.Stable) : (prices.Stable, prices.Volatile);
        var need = Math.Abs(gap) / from;
        foreach (var place in givers)
        {
            if (need == 0)
                break;
            var giver = deposits[place];
            if (YieldRateOf(place, parameters) > 0)
                giver = giver.Compound(from);
            var moved = Math.Min(need, giver.Balance);
            deposits = deposits.With(place, giver.Add(-moved, from)).With(taker, deposits[taker].Add(moved * from / to, to));
            need -= moved;
        }

        return (deposits, need * from);
    }

    static bool IsBreached(double ratio, double target, FeiParameters parameters) =>
        parameters.RebalanceWhen == TargetBreach.Below ? ratio < target : ratio > target;

    static double YieldRateOf(PcvPlace place, FeiParameters parameters) => place switch
    {
        PcvPlace.StableYieldBearing => parameters.StableYieldRate,
        PcvPlace.VolatileYieldBearing => parameters.VolatileYieldRate,
        _ => 0,
    };
}
