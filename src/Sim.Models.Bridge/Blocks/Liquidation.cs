using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B7: vaults below the liquidation threshold lose their collateral and debt to the liquidation vault, and keep their bitcoin.</summary>
static class Liquidation
{
    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("vaults below the liquidation threshold join the liquidation vault")
        .Apply(state => new { state.Vaults, state.Collaterals, state.Totals, state.ActiveVaults, state.LiquidatedVaults }, Liquidate);

    static void Liquidate(Step step, ref BridgeState next)
    {
        var vaults = step.Draft(step.State.Vaults);
        var collaterals = step.Draft(step.State.Collaterals);
        var totals = step.State.Totals;
        next.ActiveVaults = 0;
        foreach (ref var vault in vaults.Agents)
        {
            if (vault.Status != VaultStatus.Active)
                continue;
            ref var collateral = ref collaterals.Agents[vault.Type];
            var (type, price) = (step.State.Layout.Types[vault.Type], collateral.LiquidationPrice);
            if (!(vault.Debt > 0) || !Collateralization.IsLiquidated(vault.Collateral, vault.Debt, price, type.Liquidation))
            {
                next.ActiveVaults++;
                continue;
            }

            totals.Liquidated += vault.Debt;
            totals.LiquidatedWorth += vault.Collateral * price;
            totals.LiquidatedCollateral += vault.Collateral * type.Price;
            totals.OperatorResult -= Collateralization.OperatorLoss(vault.Collateral, vault.Debt, price);
            Seize(ref vault, ref collateral, price, type.Liquidation);
            next.LiquidatedVaults++;
        }

        next.Vaults = vaults.ToPopulation();
        next.Collaterals = collaterals.ToPopulation();
        next.Totals = totals;
    }

    /// <summary>The share of open redeems stays with the vault until they end, and so does their bitcoin; the rest of the bitcoin is the operator's.</summary>
    static void Seize(ref Vault vault, ref CollateralState collateral, double price, double threshold)
    {
        var seized = Collateralization.Seized(vault.Collateral, vault.Debt + vault.ToIssue, price, threshold);
        // Where all of the debt is to be redeemed, rounding must not make this more than there is.
        var retained = Math.Min(seized, seized * vault.ToRedeem / (vault.Debt + vault.ToIssue));
        collateral.Liquidation = collateral.Liquidation.Joined(seized - retained, vault.Debt, vault.ToIssue, vault.ToRedeem);
        vault.Reserve += vault.Collateral - seized;
        vault.Collateral = retained;
        vault.Bitcoin = vault.ToRedeem;
        vault.Debt = vault.ToIssue = 0;
        vault.Status = VaultStatus.Liquidated;
    }
}
