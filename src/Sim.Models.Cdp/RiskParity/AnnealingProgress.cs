using Sim.Framework;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>How far an annealing chain is.</summary>
public readonly record struct AnnealingProgress
{
    /// <summary>Iterations so far.</summary>
    [Unit("iterations")] public int Iterations { get; init; }

    /// <summary>The temperature of the next iteration.</summary>
    [Unit("probability")] public double Temperature { get; init; }

    /// <summary>The loss of the present debts.</summary>
    [Unit("probability")] public double Loss { get; init; }

    /// <summary>The least loss seen.</summary>
    [Unit("probability")] public double BestLoss { get; init; }
}
