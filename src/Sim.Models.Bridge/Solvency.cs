using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>How sound the bridge is at the end of a day.</summary>
public record struct Solvency
{
    /// <summary>w: what a token is worth to the last who wants bitcoin for it, before any premium.</summary>
    [Unit("BTC")] public double Backing { get; set; }

    /// <summary>What stands behind a token on average.</summary>
    [Unit("BTC")] public double AverageBacking { get; set; }

    /// <summary>π: what holders pay for a token above its backing.</summary>
    [Unit("ratio")] public double Premium { get; set; }

    /// <summary>What a token trades at outside: w (1 + π).</summary>
    [Unit("BTC")] public double Quote { get; set; }

    /// <summary>Collateral of active vaults.</summary>
    [Unit("BTC")] public double Collateral { get; set; }

    /// <summary>Wrapped bitcoin that active vaults answer for.</summary>
    [Unit("BTC")] public double Debt { get; set; }

    /// <summary>All collateral, liquidation vaults included, over all wrapped bitcoin; the last one when none is left.</summary>
    [Unit("ratio")] public double SystemRatio { get; set; }

    /// <summary>The lowest ratio of an active vault with debt; the last one when there is none.</summary>
    [Unit("ratio")] public double LowestRatio { get; set; }

    /// <summary>Debt of active vaults over what they could issue at the secure threshold.</summary>
    [Unit("ratio")] public double CapitalEfficiency { get; set; }

    /// <summary>Collateral in the liquidation vaults.</summary>
    [Unit("BTC")] public double LiquidationCollateral { get; set; }

    /// <summary>Debt in the liquidation vaults.</summary>
    [Unit("BTC")] public double LiquidationDebt { get; set; }

    /// <summary>The lowest worth of what a burn pays for one token, over the liquidation vaults with something to burn; 1 without.</summary>
    [Unit("ratio")] public double LiquidationRatio { get; set; }

    /// <summary>Debt that only burns clear and that the collateral of its liquidation vault does not cover.</summary>
    [Unit("BTC")] public double BadDebt { get; set; }

    /// <summary>Debt in liquidation vaults that have had some for more than seven days.</summary>
    [Unit("BTC")] public double LateDebt { get; set; }

    /// <summary>For how many days in a row a liquidation vault has had debt; the longest of them.</summary>
    [Unit("days")] public int ClearingDays { get; set; }
}
