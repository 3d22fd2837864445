using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge;

/// <summary>What must hold at the end of every day.</summary>
static class Invariants
{
    // Of the sums that are compared; a year's rounding of sums of thousands of terms stays far below.
    const double Tolerance = 1e-9;

    public static ModelBuilder<BridgeState, BridgeParameters> Declare(ModelBuilder<BridgeState, BridgeParameters> model) => model
        .Invariant("prices are positive", ArePricesPositive)
        .Invariant("no vault, liquidation vault or pool holds less than nothing", IsNothingNegative)
        .Invariant("wrapped bitcoin is the debt of vaults and liquidation vaults", IsSupplyDebt)
        .Invariant("bitcoin in custody of active vaults is their debt", IsBitcoinDebt)
        .Invariant("collateral in vaults, reserves and liquidation vaults and what was paid out is what was deposited", IsCollateralConserved)
        .Invariant("open redeems of liquidated vaults are those of their liquidation vault", AreOpenRedeemsKnown)
        .Invariant("a liquidated vault has no debt and issues nothing", DoLiquidatedVaultsRest)
        .Invariant("a burn leaves the liquidation vault's rate unchanged", DoBurnsKeepRates)
        .Invariant("no swap lowers a pool's product", DoPoolsGain);

    static bool ArePricesPositive(Step step)
    {
        foreach (ref readonly var collateral in step.State.Collaterals.Agents)
        {
            if (!(collateral.Price > 0 && collateral.OraclePrice > 0 && collateral.Low > 0))
                return false;
        }

        return true;
    }

    static bool IsNothingNegative(Step step)
    {
        var least = -Tolerance * step.Parameters.Supply;
        foreach (ref readonly var vault in step.State.Vaults.Agents)
        {
            if (!(vault.Collateral >= 0 && vault.Debt >= least && vault.Bitcoin >= least && vault.Reserve >= 0 && vault.OwnTokens >= 0 && vault.ToIssue >= 0 && vault.ToRedeem >= 0))
                return false;
        }

        foreach (ref readonly var collateral in step.State.Collaterals.Agents)
        {
            var vault = collateral.Liquidation;
            if (!(vault.Collateral >= 0 && vault.Debt >= 0 && vault.ToIssue >= 0 && vault.ToRedeem >= 0 && collateral.Pool.Base >= 0 && collateral.Pool.Quote >= 0))
                return false;
        }

        return step.State.WrappedPool is { Base: >= 0, Quote: >= 0 } && step.State.Supply >= least && step.State.FeePool >= 0;
    }

    static bool IsSupplyDebt(Step step)
    {
        var debt = 0.0;
        foreach (ref readonly var vault in step.State.Vaults.Agents)
            debt += vault.Debt;
        foreach (ref readonly var collateral in step.State.Collaterals.Agents)
            debt += collateral.Liquidation.Debt;
        return IsNear(step.State.Supply, debt, step.Parameters.Supply + step.State.Totals.Issued);
    }

    static bool IsBitcoinDebt(Step step)
    {
        var scale = step.Parameters.Supply + step.State.Totals.Issued;
        foreach (ref readonly var vault in step.State.Vaults.Agents)
        {
            if (vault.Status == VaultStatus.Active && !IsNear(vault.Bitcoin, vault.Debt, scale))
                return false;
        }

        return true;
    }

    static bool IsCollateralConserved(Step step)
    {
        for (var type = 0; type < step.State.Collaterals.Count; type++)
        {
            ref readonly var collateral = ref step.State.Collaterals[type];
            var found = collateral.Liquidation.Collateral + collateral.PaidOut;
            foreach (ref readonly var vault in step.State.Vaults.Agents)
                found += vault.Type == type ? vault.Collateral + vault.Reserve : 0;
            if (!IsNear(collateral.Deposited, found, collateral.Deposited))
                return false;
        }

        return true;
    }

    static bool AreOpenRedeemsKnown(Step step)
    {
        for (var type = 0; type < step.State.Collaterals.Count; type++)
        {
            var open = 0.0;
            foreach (ref readonly var vault in step.State.Vaults.Agents)
                open += vault.Type == type && vault.Status == VaultStatus.Liquidated ? vault.ToRedeem : 0;
            if (!IsNear(step.State.Collaterals[type].Liquidation.ToRedeem, open, step.Parameters.Supply))
                return false;
        }

        return true;
    }

    static bool DoLiquidatedVaultsRest(Step step)
    {
        foreach (ref readonly var vault in step.State.Vaults.Agents)
        {
            if (vault.Status == VaultStatus.Liquidated && !(vault.Debt == 0 && vault.ToIssue == 0))
                return false;
        }

        return true;
    }

    static bool DoBurnsKeepRates(Step step)
    {
        foreach (ref readonly var collateral in step.State.Collaterals.Agents)
        {
            if (!(collateral.BurnDrift <= Tolerance))
                return false;
        }

        return true;
    }

    static bool DoPoolsGain(Step step)
    {
        foreach (ref readonly var collateral in step.State.Collaterals.Agents)
        {
            if (!(collateral.Pool.Product >= collateral.LeastProduct * (1 - Tolerance)))
                return false;
        }

        return step.State.WrappedPool.Product >= step.State.LeastProduct * (1 - Tolerance);
    }

    static bool IsNear(double expected, double actual, double scale) => Math.Abs(actual - expected) <= Tolerance * scale;
}
