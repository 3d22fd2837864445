using Sim.Framework;
using Sim.Models.Bridge.Blocks;
using Declare = System.Action<Sim.Framework.BlockBuilder<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>>;

namespace Sim.Models.Bridge;

/// <summary>What happens on a bitcoin bridge when collateral falls: vaults, their operators, users, an oracle, liquidation, and those who burn for profit.</summary>
/// <remarks>A timestep is a day. Source: the README of interlay/collateralization-analysis at 2f668c5 for the single entity, interlay/interbtc at 6105b10 for the rules.
/// See README.md beside this file and docs/models/bridge.md.</remarks>
public static class BridgeVaults
{
    /// <summary>The model.</summary>
    /// <param name="order">Who acts before whom on one day.</param>
    public static Model<BridgeState, BridgeParameters> Create(DayOrder order = DayOrder.OperatorsFirst)
    {
        var model = Model.Define<BridgeState, BridgeParameters>("bridge-vaults").StartFrom(BridgeLayout.Start);
        foreach (var (name, declare) in Day(order))
            model.Block(name, declare);
        return Invariants.Declare(model).Build();
    }

    static (string Name, Declare Declare)[] Day(DayOrder order)
    {
        (string, Declare) market = ("market", Market.Declare), oracle = ("oracle", Oracle.Declare), users = ("users", Users.Declare);
        (string, Declare) operators = ("operators", Operators.Declare), redeems = ("redeems", Redeems.Declare), premium = ("premium redeem", PremiumRedeem.Declare);
        (string, Declare) liquidation = ("liquidation", Liquidation.Declare), arbitrage = ("arbitrage", Arbitrage.Declare), accounting = ("accounting", Accounting.Declare);
        return order switch
        {
            DayOrder.LiquidationBeforeOperators => [market, oracle, users, redeems, premium, liquidation, operators, arbitrage, accounting],
            DayOrder.AccountsBeforeArbitrage => [market, oracle, users, operators, redeems, premium, liquidation, accounting, arbitrage],
            _ => [market, oracle, users, operators, redeems, premium, liquidation, arbitrage, accounting],
        };
    }
}
