using Sim.Framework.Agents;

namespace Sim.Models.Bridge;

/// <summary>Backing of a token, and the sums over vaults that say how sound the bridge is.</summary>
static class Accounts
{
    const int LateAfterDays = 7;

    /// <summary>w: 1 while active vaults can redeem every free token, else what a burn brings, at most 1.</summary>
    /// <param name="activeDebt">What active vaults answer for (BTC).</param>
    /// <param name="freeTokens">Tokens neither in open requests nor in the wrapped pool (BTC).</param>
    /// <param name="liquidationWorth">Collateral of the liquidation vaults (BTC).</param>
    /// <param name="burnable">Debt of the liquidation vaults that only burns clear (BTC).</param>
    public static double MarginalBacking(double activeDebt, double freeTokens, double liquidationWorth, double burnable) =>
        !(burnable > 0) || activeDebt >= freeTokens ? 1 : Math.Min(1, liquidationWorth / burnable);

    /// <summary>(active debt + what liquidation vaults cover) / supply.</summary>
    public static double AverageBacking(double activeDebt, double covered, double supply) => supply > 0 ? (activeDebt + covered) / supply : 1;

    /// <summary>The accounts of a state whose vaults and collaterals are these.</summary>
    public static Solvency Of(in BridgeState state, Population<Vault> vaults, Population<CollateralState> collaterals, double premium)
    {
        var (types, last) = (state.Layout.Types, state.Solvency);
        var (debt, worth, capacity, open, lowest) = (0.0, 0.0, 0.0, 0.0, double.PositiveInfinity);
        foreach (ref readonly var vault in vaults.Agents)
        {
            open += vault.ToRedeem;
            if (vault.Status != VaultStatus.Active)
                continue;
            var price = collaterals[vault.Type].Price;
            (debt, worth) = (debt + vault.Debt, worth + (vault.Collateral * price));
            capacity += vault.Collateral * price / types[vault.Type].Secure;
            lowest = Math.Min(lowest, vault.Ratio(price));
        }

        var solvency = OfLiquidation(collaterals, out var burnable) with { Premium = premium, Collateral = worth, Debt = debt };
        var free = state.Supply - open - state.WrappedPool.Base;
        solvency.Backing = MarginalBacking(debt, free, solvency.LiquidationCollateral, burnable);
        solvency.AverageBacking = AverageBacking(debt, solvency.LiquidationDebt - solvency.BadDebt, state.Supply);
        solvency.Quote = solvency.Backing * (1 + premium);
        solvency.SystemRatio = state.Supply > 0 ? (worth + solvency.LiquidationCollateral) / state.Supply : last.SystemRatio;
        solvency.LowestRatio = double.IsFinite(lowest) ? lowest : last.LowestRatio;
        solvency.CapitalEfficiency = capacity > 0 ? debt / capacity : 0;
        return solvency;
    }

    /// <summary>The part that liquidation vaults alone decide.</summary>
    static Solvency OfLiquidation(Population<CollateralState> collaterals, out double burnable)
    {
        burnable = 0;
        var sum = new Solvency { LiquidationRatio = double.PositiveInfinity };
        foreach (ref readonly var collateral in collaterals.Agents)
        {
            var vault = collateral.Liquidation;
            sum.LiquidationCollateral += vault.Collateral * collateral.Price;
            sum.LiquidationDebt += vault.Debt;
            burnable += vault.Burnable;
            sum.BadDebt += Math.Max(0, vault.Burnable - (vault.Collateral * collateral.Price));
            sum.LateDebt += collateral.ClearingDays > LateAfterDays ? vault.Debt : 0;
            sum.ClearingDays = Math.Max(sum.ClearingDays, collateral.ClearingDays);
            sum.LiquidationRatio = Math.Min(sum.LiquidationRatio, vault.Ratio(collateral.Price));
        }

        if (double.IsInfinity(sum.LiquidationRatio))
            sum.LiquidationRatio = 1;
        return sum;
    }
}
