namespace Sim.Models.Fei;

/// <summary>Which of the original's known defects a run keeps: none, all, or one alone, to see what it changes.</summary>
/// <remarks>The default value is <see cref="Corrected"/>. Source of the original: CADLabs/fei-protocol-model at commit
/// 0818fbe, whose behaviour was measured and described in our own words; docs/models/fei.md numbers the defects.</remarks>
[Flags]
public enum Fidelity
{
    /// <summary>The right rule everywhere: conserves FEI at every stage, and answers alike whatever the order of the deposits.</summary>
    Corrected = 0,

    /// <summary>B1: liquidity is added in the ratio of outside prices, so that a pool off its price creates or destroys FEI.</summary>
    PriceRatioLiquidity = 1 << 0,

    /// <summary>B2 to B4: transfers depend on the order of deposits, run one after another and are cut at empty givers.</summary>
    ClippedTransfers = 1 << 1,

    /// <summary>B6 to B8: averages divide by the full window before it is full, and the initial zeros count.</summary>
    PaddedAverages = 1 << 2,

    /// <summary>B9: users' FEI that is lent out vanishes from circulation.</summary>
    LentFeiVanishes = 1 << 3,

    /// <summary>B10 and B11: risk is scaled by the range of slopes seen so far, rounding noise included.</summary>
    RangeScaledRisk = 1 << 4,

    /// <summary>B12: the price trend misses the current price and the latest completed one.</summary>
    LaggedTrend = 1 << 5,

    /// <summary>B13: a timestep's fees are set against the loss since the start.</summary>
    LossSinceStart = 1 << 6,

    /// <summary>B15: utilization and the length of the timestep are multiplied in twice.</summary>
    DoubledFactors = 1 << 7,

    /// <summary>B16: yields in stable units, volatile units, FEI and USD are added as they are.</summary>
    MixedUnits = 1 << 8,

    /// <summary>B17: a redemption is paid by one deposit alone, and fees are counted but not kept.</summary>
    SingleRedemption = 1 << 9,

    /// <summary>B19: accounts describe the end of the previous timestep, and backing policies mix them with today's prices.</summary>
    LaggedAccounts = 1 << 10,

    /// <summary>B20: the initial prices are literals whatever the processes say.</summary>
    LiteralPrices = 1 << 11,

    /// <summary>Reproduces the original's numbers, including what is wrong in them; for comparison only.</summary>
    Parity = (1 << 12) - 1,
}

static class FidelityExtensions
{
    /// <summary>Whether a defect is kept.</summary>
    public static bool Keeps(this Fidelity fidelity, Fidelity defect) => (fidelity & defect) != 0;
}
