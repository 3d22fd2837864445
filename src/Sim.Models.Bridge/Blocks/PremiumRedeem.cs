using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B6: users redeem from vaults in danger, for a premium in collateral, largest gain first.</summary>
static class PremiumRedeem
{
    // Bitcoin has no smaller part, and rounding stays below it.
    internal const double Satoshi = 1e-8;

    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("premium redeems from vaults below the threshold, largest first, while they pay")
        .When(step => step.Parameters.Protocol.PremiumFee > 0 && step.Parameters.Arbitrage.PremiumBudget > 0)
        .Apply(state => new { state.Vaults, state.Collaterals, state.Supply, state.FeePool, state.Totals }, Redeem);

    static void Redeem(Step step, ref BridgeState next)
    {
        var (arbitrage, protocol) = (step.Parameters.Arbitrage, step.Parameters.Protocol);
        var vaults = step.Draft(step.State.Vaults);
        var collaterals = step.Draft(step.State.Collaterals);
        var totals = step.State.Totals;
        for (var budget = arbitrage.PremiumBudget; budget > 0;)
        {
            var (best, size) = Largest(step, vaults.Agents, collaterals.Agents);
            size = Math.Min(size, budget);
            var gain = protocol.PremiumFee - step.State.Solvency.Premium - protocol.RedeemFee - (arbitrage.FixedCost / size);
            if (size < Satoshi || !(gain > arbitrage.PremiumHurdle))
                break;
            budget -= size;
            ref var vault = ref vaults.Agents[best];
            ref var collateral = ref collaterals.Agents[vault.Type];
            var premium = Math.Min(vault.Collateral, protocol.PremiumFee * size / collateral.OraclePrice);
            vault.Debt = Math.Max(0, vault.Debt - size);
            vault.Bitcoin -= size;
            vault.Collateral -= premium;
            collateral.PaidOut += premium;
            // What the user gives is larger by the fee, which stays in tokens.
            var fee = size * protocol.RedeemFee / (1 - protocol.RedeemFee);
            next.Supply -= size;
            next.FeePool += fee;
            totals.Redeemed += size;
            totals.Fees += fee;
            totals.PremiumPaid += premium * collateral.OraclePrice;
            totals.OperatorResult -= premium * collateral.OraclePrice;
        }

        next.Vaults = vaults.ToPopulation();
        next.Collaterals = collaterals.ToPopulation();
        next.Totals = totals;
    }

    /// <summary>The vault that offers the largest premium redeem, and its size; -1 when there is none.</summary>
    static (int Place, double Size) Largest(Step step, ReadOnlySpan<Vault> vaults, ReadOnlySpan<CollateralState> collaterals)
    {
        var protocol = step.Parameters.Protocol;
        var (best, largest) = (-1, 0.0);
        for (var place = 0; place < vaults.Length; place++)
        {
            ref readonly var vault = ref vaults[place];
            ref readonly var collateral = ref collaterals[vault.Type];
            if (!vault.TakesRequests(step.Timestep) || vault.IsOffline || !collateral.IsOracleOnline)
                continue;
            var (type, price) = (step.State.Layout.Types[vault.Type], collateral.OraclePrice);
            if (vault.Ratio(price) >= (protocol.PremiumRule == PremiumRule.BelowPremium ? type.Premium : type.Secure))
                continue;
            var size = Math.Min(vault.Debt - vault.ToRedeem, Collateralization.PremiumRedeem(vault.Collateral, vault.Debt, price, type.Secure, protocol.PremiumFee));
            if (size > largest)
                (best, largest) = (place, size);
        }

        return (best, largest);
    }
}
