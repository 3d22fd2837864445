namespace Sim.Models.Fei;

/// <summary>Where users' target weights come from.</summary>
public enum WeightSource
{
    /// <summary>From the deposits' recorded yields and risks.</summary>
    Endogenous,

    /// <summary>From a draw of shares, a Dirichlet law.</summary>
    Exogenous,
}
