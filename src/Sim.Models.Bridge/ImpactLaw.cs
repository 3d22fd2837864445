namespace Sim.Models.Bridge;

/// <summary>How far a sale pushes the price down.</summary>
public enum ImpactLaw
{
    /// <summary>As far as it moves the pool that it is sold in.</summary>
    Pool,

    /// <summary>By the square-root law, on the market's daily volume.</summary>
    SquareRoot,
}
