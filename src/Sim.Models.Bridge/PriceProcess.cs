namespace Sim.Models.Bridge;

/// <summary>How the price of collateral moves from day to day.</summary>
public enum PriceProcess
{
    /// <summary>Geometric Brownian motion by the exact scheme: p · exp(μ - σ²/2 + σz).</summary>
    Log,

    /// <summary>Geometric Brownian motion by the original's scheme: p · (1 + μ + σz).</summary>
    Euler,

    /// <summary>GARCH(1,1) with normal innovations.</summary>
    Garch,

    /// <summary>GARCH(1,1) with Student's t innovations of unit variance.</summary>
    GarchT,
}
