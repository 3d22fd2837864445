namespace Sim.Models.Fei.Ecosystem;

/// <summary>The protocol's accounts, of whatever state they are asked for.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/accounting.py and system_metrics.py.</remarks>
static class Accounts
{
    const double DaysPerYear = 365;

    /// <summary>Who owns how much FEI.</summary>
    /// <param name="state">The state that is asked about.</param>
    /// <param name="userMarketFei">Users' FEI in the money market.</param>
    /// <param name="fidelity">Whether lent FEI vanishes.</param>
    public static FeiSupply Supply(in FeiState state, double userMarketFei, Fidelity fidelity)
    {
        var (lent, protocolMarketFei) = (state.Market.Utilization, state.Protocol.FeiMoneyMarket);
        var owned = state.Protocol.FeiIdle + state.Pool.ProtocolFei + (protocolMarketFei * (1 - lent));
        // What users lend comes back into circulation with whoever borrows it; the original drops it.
        var market = fidelity.Keeps(Fidelity.LentFeiVanishes) ? userMarketFei * (1 - lent) : userMarketFei;
        var circulating = (state.UserFei - userMarketFei) + market + (protocolMarketFei * lent);
        return new FeiSupply { ProtocolOwned = owned, UserCirculating = circulating, Total = owned + circulating };
    }

    /// <summary>What the protocol controls, at these prices.</summary>
    public static PcvTotals Pcv(in FeiState state, Prices prices)
    {
        var (stable, units) = (state.Protocol.Stable, state.Protocol.Volatile + state.Pool.ProtocolVolatile);
        var (stableValue, volatileValue) = (stable * prices.Stable, units * prices.Volatile);
        return new PcvTotals { StableBalance = stable, VolatileBalance = units, StableValue = stableValue, VolatileValue = volatileValue, Total = stableValue + volatileValue };
    }

    /// <summary>How the protocol stands, from its other accounts and its yield and fees of a timestep.</summary>
    public static SystemMetrics Metrics(FeiSupply supply, PcvTotals pcv, double pcvYield, double fees, Prices prices, double days) => new()
    {
        StableBackingRatio = pcv.StableValue / supply.UserCirculating,
        StablePcvRatio = pcv.StableValue / pcv.Total,
        CollateralizationRatio = pcv.Total / supply.UserCirculating,
        PcvYieldRate = pcvYield / pcv.Total * DaysPerYear / days,
        PcvYieldRatio = pcvYield / supply.UserCirculating * DaysPerYear / days,
        Equity = pcv.Total - (supply.UserCirculating * prices.Fei),
        Revenue = pcvYield + fees,
    };
}
