using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B5: vaults that are online serve the redeems of earlier days; requests that run out of time are punished.</summary>
static class Redeems
{
    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("redeems served by vaults that are online; expired ones punished, reimbursed or retried")
        .Apply(state => new { state.Vaults, state.Collaterals, state.Supply, state.FeePool, state.Totals }, Serve);

    static void Serve(Step step, ref BridgeState next)
    {
        var vaults = step.Draft(step.State.Vaults);
        var collaterals = step.Draft(step.State.Collaterals);
        if (step.Parameters.Operators.OfflineRate > 0)
            GoOffAndOn(step, vaults.Agents);
        var totals = step.State.Totals;
        foreach (ref var vault in vaults.Agents)
        {
            if (vault.ToRedeem == 0 || vault.RequestedAt >= step.Timestep)
                continue;
            ref var collateral = ref collaterals.Agents[vault.Type];
            if (!vault.IsOffline)
                Execute(step, ref next, ref vault, ref collateral, ref totals);
            else if (step.Timestep - vault.RequestedAt >= step.Parameters.Protocol.RedeemPeriod)
                Fail(step, ref next, ref vault, ref collateral, ref totals);
        }

        next.Vaults = vaults.ToPopulation();
        next.Collaterals = collaterals.ToPopulation();
        next.Totals = totals;
    }

    static void GoOffAndOn(Step step, Span<Vault> vaults)
    {
        var operators = step.Parameters.Operators;
        foreach (ref var vault in vaults)
            vault.IsOffline = step.Random.NextDouble() is var draw && (vault.IsOffline ? draw * operators.OfflineDays >= 1 : draw < operators.OfflineRate);
    }

    /// <summary>The user gives x: the fee stays in tokens, the rest is burnt for bitcoin.</summary>
    static void Execute(Step step, ref BridgeState next, ref Vault vault, ref CollateralState collateral, ref BridgeTotals totals)
    {
        var fee = step.Parameters.Protocol.RedeemFee * vault.ToRedeem;
        var burnt = vault.ToRedeem - fee;
        next.Supply -= burnt;
        next.FeePool += fee;
        totals.Redeemed += burnt;
        totals.Fees += fee;
        vault.Bitcoin -= burnt;
        if (vault.Status == VaultStatus.Liquidated)
        {
            var liquidation = collateral.Liquidation;
            collateral.Liquidation = liquidation with { Debt = Math.Max(0, liquidation.Debt - burnt), ToRedeem = Math.Max(0, liquidation.ToRedeem - vault.ToRedeem) };
            vault.Reserve += vault.Collateral;
            vault.Collateral = 0;
        }
        else
        {
            vault.Debt = Math.Max(0, vault.Debt - burnt);
        }

        vault.ToRedeem = 0;
    }

    /// <summary>The vault pays with collateral. A liquidated one loses what was left to it, and the tokens go back to the user.</summary>
    static void Fail(Step step, ref BridgeState next, ref Vault vault, ref CollateralState collateral, ref BridgeTotals totals)
    {
        var (protocol, amount, price) = (step.Parameters.Protocol, vault.ToRedeem, collateral.OraclePrice);
        totals.FailedRedeems += amount;
        vault.ToRedeem = 0;
        if (vault.Status == VaultStatus.Liquidated)
        {
            var liquidation = collateral.Liquidation;
            collateral.Liquidation = liquidation with { Collateral = liquidation.Collateral + vault.Collateral, ToRedeem = Math.Max(0, liquidation.ToRedeem - amount) };
            vault.Collateral = 0;
            return;
        }

        var isRetried = step.Random.NextDouble() < step.Parameters.Users.RetryShare;
        var paid = Math.Min(vault.Collateral, (isRetried ? protocol.PunishmentFee : 1 + protocol.PunishmentFee) * amount / price);
        vault.Collateral -= paid;
        vault.BannedUntil = step.Timestep + protocol.BanPeriod;
        collateral.PaidOut += paid;
        var punishment = (paid * price) - (isRetried ? 0 : amount);
        totals.PunishmentPaid += punishment;
        totals.OperatorResult -= punishment;
        if (isRetried)
            return;
        // The tokens are burnt, and the bitcoin behind them is the operator's now.
        vault.Debt -= amount;
        vault.Bitcoin -= amount;
        next.Supply -= amount;
    }
}
