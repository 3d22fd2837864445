namespace Sim.Models.Bridge.Thresholds;

/// <summary>The law of the simulated daily log returns; in parity mode the original's Euler scheme takes its place.</summary>
public enum ReturnProcess
{
    /// <summary>Independent normal returns: geometric Brownian motion in its exact scheme.</summary>
    GeometricBrownian = 0,

    /// <summary>GARCH(1,1) with normal innovations, fitted to the sample.</summary>
    Garch = 1,

    /// <summary>GARCH(1,1) with Student's t innovations, fitted to the sample.</summary>
    GarchT = 2,

    /// <summary>Geometric Brownian motion with Merton's jumps.</summary>
    Jumps = 3,

    /// <summary>Heston's stochastic variance.</summary>
    Heston = 4,

    /// <summary>GARCH(1,1) variance with innovations drawn from the sample's: filtered historical simulation.</summary>
    FilteredHistorical = 5,
}
