using Sim.Framework;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>Where an annealing chain stands, beside the exact answer. Vectors have one entry a position: ETH, DGX.</summary>
public record struct RiskParityState
{
    /// <summary>How far the chain is.</summary>
    public AnnealingProgress Annealing { get; set; }

    /// <summary>The chain's present debts.</summary>
    [Unit("Dai")] public Vector Tabs { get; set; }

    /// <summary>The debts with the least loss that the chain has seen.</summary>
    [Unit("Dai")] public Vector BestTabs { get; set; }

    /// <summary>The exact debts.</summary>
    [Unit("Dai")] public Vector ExactTabs { get; set; }

    /// <summary>How far the best debts are from the exact ones, the furthest of them.</summary>
    [Unit("Dai")] public double TabError { get; set; }

    /// <summary>The exact probability of liquidation, the same for both positions unless a bound binds.</summary>
    [Unit("probability")] public double ExactProbability { get; set; }

    /// <summary>The largest probability of liquidation at the best debts.</summary>
    [Unit("probability")] public double LargestProbability { get; set; }

    /// <summary>Whether the loss has fallen below the tolerance.</summary>
    [Unit("")] public bool HasConverged { get; set; }

    [NotRecorded] internal AnnealingProblem Problem { get; set; }
}
