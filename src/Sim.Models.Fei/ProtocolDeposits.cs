using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>The protocol's deposits outside the liquidity pool.</summary>
public readonly record struct ProtocolDeposits
{
    /// <summary>The stable asset, held.</summary>
    public PcvDeposit StableIdle { get; init; }

    /// <summary>The stable asset, lent out for yield.</summary>
    public PcvDeposit StableYieldBearing { get; init; }

    /// <summary>The volatile asset, held.</summary>
    public PcvDeposit VolatileIdle { get; init; }

    /// <summary>The volatile asset, lent out for yield.</summary>
    public PcvDeposit VolatileYieldBearing { get; init; }

    /// <summary>FEI that the protocol holds; it never moves.</summary>
    [Unit("FEI")] public double FeiIdle { get; init; }

    /// <summary>FEI that the protocol lends in the money market; it never moves.</summary>
    [Unit("FEI")] public double FeiMoneyMarket { get; init; }

    /// <summary>Interest on that FEI which has accrued.</summary>
    [Unit("FEI")] public double FeiMoneyMarketYield { get; init; }

    /// <summary>All of the stable asset.</summary>
    public double Stable => StableIdle.Balance + StableYieldBearing.Balance;

    /// <summary>All of the volatile asset outside the liquidity pool.</summary>
    public double Volatile => VolatileIdle.Balance + VolatileYieldBearing.Balance;

    /// <summary>The deposit in this place.</summary>
    internal PcvDeposit this[PcvPlace place] => place switch
    {
        PcvPlace.StableIdle => StableIdle,
        PcvPlace.StableYieldBearing => StableYieldBearing,
        PcvPlace.VolatileIdle => VolatileIdle,
        _ => VolatileYieldBearing,
    };

    /// <summary>With another deposit in this place.</summary>
    internal ProtocolDeposits With(PcvPlace place, PcvDeposit deposit) => place switch
    {
        PcvPlace.StableIdle => this with { StableIdle = deposit },
        PcvPlace.StableYieldBearing => this with { StableYieldBearing = deposit },
        PcvPlace.VolatileIdle => this with { VolatileIdle = deposit },
        _ => this with { VolatileYieldBearing = deposit },
    };

    /// <summary>Every deposit at today's prices.</summary>
    internal ProtocolDeposits At(Prices prices) => this with
    {
        StableIdle = StableIdle.At(prices.Stable),
        StableYieldBearing = StableYieldBearing.At(prices.Stable),
        VolatileIdle = VolatileIdle.At(prices.Volatile),
        VolatileYieldBearing = VolatileYieldBearing.At(prices.Volatile),
    };
}
