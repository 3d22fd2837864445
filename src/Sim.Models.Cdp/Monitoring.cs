namespace Sim.Models.Cdp;

/// <summary>When prices are looked at for liquidation.</summary>
public enum Monitoring
{
    /// <summary>At the end of each timestep; fewer liquidations than in continuous time.</summary>
    Timesteps,

    /// <summary>All the time: the lowest price within each timestep is drawn from its law between both ends, a Brownian bridge.</summary>
    Continuous,
}
