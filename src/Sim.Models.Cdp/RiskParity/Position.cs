namespace Sim.Models.Cdp.RiskParity;

/// <summary>A collateralised debt position (CDP) whose debt is to be chosen.</summary>
/// <param name="Ink">Collateral (units), above 0.</param>
/// <param name="Tag">Price of the collateral (Dai a unit), above 0.</param>
/// <param name="Mat">Liquidation ratio, above 0.</param>
/// <param name="Sigma">Standard deviation of the collateral's return, above 0: over the period with a normal law, over a year otherwise.</param>
/// <param name="Drift">Drift of the price (1/year).</param>
public readonly record struct Position(double Ink, double Tag, double Mat, double Sigma, double Drift = 0)
{
    /// <summary>The debt at which it is liquidated at once, ink tag / mat (Dai).</summary>
    public double Capacity => Ink * Tag / Mat;
}
