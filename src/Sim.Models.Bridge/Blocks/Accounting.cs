using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B9: vaults get their fees, the premium of the token moves, and the day's accounts are drawn up.</summary>
static class Accounting
{
    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("fees to vaults by capacity, backing and premium of the token, solvency of the day")
        .Apply(state => new { state.Vaults, state.Collaterals, state.Prices, state.FeePool, state.Solvency, state.Totals }, Close);

    static void Close(Step step, ref BridgeState next)
    {
        var collaterals = step.Draft(step.State.Collaterals);
        var prices = step.Draft(step.State.Prices);
        var burnt = 0.0;
        for (var type = 0; type < collaterals.Count; type++)
        {
            ref var collateral = ref collaterals.Agents[type];
            collateral.ClearingDays = collateral.Liquidation.Debt > 0 ? collateral.ClearingDays + 1 : 0;
            burnt += collateral.BurntToday;
            prices.Span[type] = collateral.Price;
        }

        next.Collaterals = collaterals.ToPopulation();
        next.Prices = prices.ToVector();
        PayFees(step, ref next);
        next.Solvency = Accounts.Of(step.State, next.Vaults, next.Collaterals, Premium(step, burnt));
        if (next.Solvency.Backing < 1)
            next.Totals = next.Totals with { DaysBelowPeg = next.Totals.DaysBelowPeg + 1 };
    }

    /// <summary>The fee pool goes to active vaults by their capacity C o / max(S, S_i), in tokens; it waits while there is none.</summary>
    static void PayFees(Step step, ref BridgeState next)
    {
        if (step.State.FeePool == 0)
            return;
        var draft = step.Draft(step.State.Vaults);
        var capacity = 0.0;
        foreach (ref var vault in draft.Agents)
            capacity += Capacity(step, vault);
        if (!(capacity > 0))
            return;
        foreach (ref var vault in draft.Agents)
        {
            var share = step.State.FeePool * Capacity(step, vault) / capacity;
            vault.OwnTokens += share;
            vault.Fees += share;
        }

        next.Vaults = draft.ToPopulation();
        next.FeePool = 0;
        next.Totals = next.Totals with { OperatorResult = next.Totals.OperatorResult + step.State.FeePool };
    }

    static double Capacity(Step step, in Vault vault) =>
        vault.Status == VaultStatus.Active ? vault.Collateral * step.State.Collaterals[vault.Type].OraclePrice / vault.Target : 0;

    /// <summary>π returns to its level, moves with demand, and rises as supply is burnt.</summary>
    static double Premium(Step step, double burnt)
    {
        var (wrapped, last) = (step.Parameters.Wrapped, step.State.Solvency.Premium);
        var premium = wrapped.Premium + ((last - wrapped.Premium) * Math.Exp(-wrapped.PremiumReversion));
        if (wrapped.PremiumVolatility > 0)
            premium += wrapped.PremiumVolatility * step.Random.Normal();
        var supply = step.State.Supply + burnt;
        return Math.Max(-0.99, premium + (supply > 0 ? wrapped.BurnSensitivity * burnt / supply : 0));
    }
}
