using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B4: operators who look today top up, withdraw, redeem their own tokens, ask to be replaced, or leave.</summary>
static class Operators
{
    const double DaysPerYear = 365;

    // Fees over less than this say little about a year.
    const int DaysBeforeLeaving = 30;

    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("operators who look today: top up, withdraw, self-redeem, replace, leave")
        .When(step => step.Parameters.Operators.CheckPeriod > 0 || step.Parameters.Operators.Alarm > 0)
        .Apply(state => new { state.Vaults, state.Supply, state.Totals }, Act);

    static void Act(Step step, ref BridgeState next)
    {
        var draft = step.Draft(step.State.Vaults);
        var vaults = draft.Agents;
        var redeemed = 0.0;
        for (var place = 0; place < vaults.Length; place++)
        {
            ref var vault = ref vaults[place];
            if (vault.Status != VaultStatus.Active || !Looks(step, vault))
                continue;
            ref readonly var collateral = ref step.State.Collaterals[vault.Type];
            var price = collateral.OraclePrice;
            if (vault.Debt - (vault.Collateral * price) > step.Parameters.Operators.DefaultCost * vault.Debt)
                continue;
            if (WantsToLeave(step, vault, price))
            {
                Replace(step, vaults, place, vault.Debt - vault.ToRedeem);
                LeaveIfFree(ref vault);
                continue;
            }

            TopUpOrWithdraw(step, vaults, place, price);
            if (vault.Ratio(price) >= step.State.Layout.Types[vault.Type].Premium)
                continue;
            redeemed += SelfRedeem(ref vault, price);
            if (vault.Ratio(price) < step.State.Layout.Types[vault.Type].Premium)
                Replace(step, vaults, place, Math.Min(vault.Debt - vault.ToRedeem, Excess(vault, price)));
        }

        next.Vaults = draft.ToPopulation();
        next.Supply -= redeemed;
        next.Totals = step.State.Totals with { Redeemed = step.State.Totals.Redeemed + redeemed };
    }

    static bool Looks(Step step, in Vault vault)
    {
        var operators = step.Parameters.Operators;
        var price = step.State.Collaterals[vault.Type].OraclePrice;
        var isAlarmed = operators.Alarm > 0 && vault.Ratio(price) < operators.Alarm * step.State.Layout.Types[vault.Type].Premium;
        if (vault.CheckPeriod == 0)
            return isAlarmed;
        return (operators.ChecksAtRandom ? step.Random.NextDouble() * vault.CheckPeriod < 1 : (step.Timestep + vault.CheckPhase) % vault.CheckPeriod == 0) || isAlarmed;
    }

    static bool WantsToLeave(Step step, in Vault vault, double price)
    {
        var cost = step.Parameters.Operators.OpportunityCost;
        return cost > 0 && step.Timestep >= DaysBeforeLeaving && vault.Fees * DaysPerYear / step.Timestep < cost * vault.Collateral * price;
    }

    /// <summary>Up to the target as far as reserve and ceiling allow; down to it when far above, while the oracle is online.</summary>
    static void TopUpOrWithdraw(Step step, Span<Vault> vaults, int place, double price)
    {
        ref var vault = ref vaults[place];
        var (operators, type) = (step.Parameters.Operators, step.State.Layout.Types[vault.Type]);
        var missing = Collateralization.TopUp(vault.Collateral, vault.Debt + vault.ToIssue, price, vault.Target);
        if (missing > 0 && vault.Reserve > 0)
        {
            var room = (type.Ceiling / type.Price) - Locked(step, vaults, vault.Type);
            var added = Math.Max(0, Math.Min(Math.Min(missing, vault.Reserve), room));
            vault.Collateral += added;
            vault.Reserve -= added;
        }
        else if (step.State.Collaterals[vault.Type].IsOracleOnline && vault.Collateral * price > vault.Target * (1 + operators.WithdrawMargin) * (vault.Debt + vault.ToIssue))
        {
            var taken = Collateralization.Withdrawable(vault.Collateral, vault.Debt + vault.ToIssue, price, vault.Target);
            vault.Collateral -= taken;
            vault.Reserve += taken;
        }
    }

    static double Locked(Step step, ReadOnlySpan<Vault> vaults, int type)
    {
        var locked = step.State.Collaterals[type].Liquidation.Collateral;
        foreach (ref readonly var vault in vaults)
            locked += vault.Type == type ? vault.Collateral : 0;
        return locked;
    }

    /// <summary>The debt that stands in the way of the target.</summary>
    static double Excess(in Vault vault, double price) => Math.Max(0, vault.Debt - (vault.Collateral * price / vault.Target));

    /// <summary>Burns own tokens against own debt, without a fee; the bitcoin goes to the operator.</summary>
    static double SelfRedeem(ref Vault vault, double price)
    {
        var amount = Math.Min(Math.Min(vault.OwnTokens, vault.Debt - vault.ToRedeem), Excess(vault, price));
        vault.OwnTokens -= amount;
        vault.Debt -= amount;
        vault.Bitcoin -= amount;
        return amount;
    }

    /// <summary>Asks others to take over debt and its bitcoin: the one that can issue most accepts, with a probability of spare over all capacity.</summary>
    static void Replace(Step step, Span<Vault> vaults, int place, double wanted)
    {
        var (spare, capacity, best, most) = (0.0, 0.0, -1, 0.0);
        for (var other = 0; other < vaults.Length; other++)
        {
            ref readonly var candidate = ref vaults[other];
            ref readonly var collateral = ref step.State.Collaterals[candidate.Type];
            if (other == place || !candidate.TakesRequests(step.Timestep) || !collateral.IsOracleOnline)
                continue;
            var issuable = candidate.Issuable(collateral.OraclePrice);
            (spare, capacity) = (spare + issuable, capacity + issuable + candidate.Debt);
            if (issuable > most)
                (best, most) = (other, issuable);
        }

        if (best < 0 || !(wanted > 0) || step.Random.NextDouble() * capacity >= spare)
            return;
        var moved = Math.Min(wanted, most);
        vaults[place].Debt -= moved;
        vaults[place].Bitcoin -= moved;
        vaults[best].Debt += moved;
        vaults[best].Bitcoin += moved;
    }

    static void LeaveIfFree(ref Vault vault)
    {
        if (vault.Debt > 0 || vault.ToIssue > 0 || vault.ToRedeem > 0)
            return;
        vault.Reserve += vault.Collateral;
        vault.Collateral = 0;
        vault.Status = VaultStatus.Exited;
    }
}
