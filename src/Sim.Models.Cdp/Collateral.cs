namespace Sim.Models.Cdp;

/// <summary>A kind of collateral, and the position that every owner has in it (Maker: an ilk).</summary>
/// <remarks>Prices and debts are in Dai, rates annual. Defaults of the auction's world: Maker's forum, threads 7502 and 11707; mat: BlockScience's reflexer.</remarks>
/// <param name="Name">Its name, unique.</param>
/// <param name="Ink">Collateral of an owner of middle size (units), above 0.</param>
/// <param name="Tag">Price at the start (Dai a unit), above 0.</param>
/// <param name="Sigma">Standard deviation of the log price (1/sqrt(year)), above 0.</param>
/// <param name="Mat">Liquidation ratio, above 0.</param>
/// <param name="Drift">Drift of the price (1/year).</param>
/// <param name="Fee">Stability fee (1/year), which compounds continuously.</param>
/// <param name="Hole">The most debt with penalty that its auctions may want at once (Dai).</param>
public sealed record Collateral(
    string Name, double Ink, double Tag, double Sigma, double Mat, double Drift = 0, double Fee = 0.02, double Hole = double.PositiveInfinity);
