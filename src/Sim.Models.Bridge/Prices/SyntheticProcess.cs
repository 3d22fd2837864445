namespace Sim.Models.Bridge.Prices;

/// <summary>The law of synthetic prices.</summary>
public enum SyntheticProcess
{
    /// <summary>Independent normal logarithmic returns: geometric Brownian motion.</summary>
    GeometricBrownian,

    /// <summary>Independent logarithmic returns of Student's t law, scaled to the wanted deviation.</summary>
    StudentT,

    /// <summary>GARCH(1,1) variance with innovations of Student's t law: fat tails and clusters of volatility.</summary>
    GarchT,
}
