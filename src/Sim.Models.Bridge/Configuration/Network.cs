namespace Sim.Models.Bridge.Configuration;

/// <summary>A network and what its vaults may lock.</summary>
/// <param name="Name">Its name, such as "polkadot".</param>
/// <param name="Collaterals">In the order of the file, which is the order of analysis; at least one.</param>
public sealed record Network(string Name, IReadOnlyList<Collateral> Collaterals)
{
    /// <summary>The collateral of a ticker.</summary>
    /// <exception cref="Sim.Framework.SimulationException">the network has no such collateral</exception>
    public Collateral Collateral(string ticker) =>
        Collaterals.FirstOrDefault(collateral => collateral.Token.Ticker == ticker)
        ?? throw Suggestion.NotFound($"collateral of network '{Name}'", ticker, Collaterals.Select(collateral => collateral.Token.Ticker));
}
