using Sim.Framework;
using Sim.Models.Bridge.Blocks;

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
        var model = Model.Define<BridgeState, BridgeParameters>("bridge-vaults")
            .StartFrom(BridgeLayout.Start)
            .Block("market", Market.Declare)
            .Block("oracle", Oracle.Declare)
            .Block("users", Users.Declare);
        if (order != DayOrder.LiquidationBeforeOperators)
            model.Block("operators", Operators.Declare);
        model.Block("redeems", Redeems.Declare).Block("premium redeem", PremiumRedeem.Declare).Block("liquidation", Liquidation.Declare);
        if (order == DayOrder.LiquidationBeforeOperators)
            model.Block("operators", Operators.Declare);
        if (order == DayOrder.AccountsBeforeArbitrage)
            model.Block("accounting", Accounting.Declare).Block("arbitrage", Arbitrage.Declare);
        else
            model.Block("arbitrage", Arbitrage.Declare).Block("accounting", Accounting.Declare);
        return Invariants.Declare(model).Build();
    }
}
