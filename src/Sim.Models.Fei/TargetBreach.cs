namespace Sim.Models.Fei;

/// <summary>On which side of its target a ratio makes the protocol rebalance.</summary>
public enum TargetBreach
{
    /// <summary>While it is below the target: the protocol buys the stable asset.</summary>
    Below,

    /// <summary>While it is above the target: the protocol sells the stable asset.</summary>
    Above,
}
