using Sim.Framework;
using Sim.Framework.Agents;

namespace Sim.Models.Bridge.Tests.Blocks;

/// <summary>A bridge on which nothing happens by itself, for one block at a time to be looked at.</summary>
static class QuietBridge
{
    static readonly Model<BridgeState, BridgeParameters> Model = BridgeVaults.Create();

    /// <summary>Vaults of 1 BTC at a ratio of 1.55, price 1, thresholds 1.55, 1.40 and 1.25, no users, no operators, no noise.</summary>
    public static BridgeParameters With(int vaults) => BridgeParameters.SingleEntity(1.25, 1.40, 1.55) with
    {
        Vaults = vaults,
        Supply = vaults,
        Collateral = new() { Volatility = 0, PoolDepth = 10, Secure = 1.55, Premium = 1.40, Liquidation = 1.25 },
    };

    public static Stepper<BridgeState, BridgeParameters> Start(this BridgeParameters parameters, long seed = 1) => Model.Simulate(parameters, seed);

    /// <summary>Changes the vault at a place, and nothing else.</summary>
    public static void Change(this Stepper<BridgeState, BridgeParameters> bridge, int place, Func<Vault, Vault> change)
    {
        var vaults = bridge.State.Vaults.Agents.ToArray();
        vaults[place] = change(vaults[place]);
        bridge.State = bridge.State with { Vaults = Population<Vault>.Of(vaults) };
    }

    /// <summary>Sets the price of the first collateral, as the market left it yesterday.</summary>
    public static void Price(this Stepper<BridgeState, BridgeParameters> bridge, double price)
    {
        var collaterals = bridge.State.Collaterals.Agents.ToArray();
        collaterals[0] = collaterals[0] with { Price = price };
        bridge.State = bridge.State with { Collaterals = Population<CollateralState>.Of(collaterals) };
    }
}
