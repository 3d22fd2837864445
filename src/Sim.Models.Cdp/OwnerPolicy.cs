namespace Sim.Models.Cdp;

/// <summary>What owners do about their risk.</summary>
public enum OwnerPolicy
{
    /// <summary>Debt shared out in proportion to what each position can bear, and never touched.</summary>
    None,

    /// <summary>Debt shared out once by the original's annealing.</summary>
    Annealing,

    /// <summary>Debt shared out once by exact risk parity.</summary>
    ParityOnce,

    /// <summary>Parity at the start and every so many timesteps.</summary>
    Periodic,

    /// <summary>Parity at the start and whenever a position has come too far off it, if what is saved is worth the cost.</summary>
    Threshold,
}
