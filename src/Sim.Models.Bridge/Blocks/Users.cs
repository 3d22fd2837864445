using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B3: yesterday's issue requests are executed, and users ask for new issues and redeems.</summary>
static class Users
{
    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("issues of yesterday executed; new issue and redeem requests while the oracle is online")
        .Apply(state => new { state.Vaults, state.Collaterals, state.Supply, state.FeePool, state.Totals }, Request);

    static void Request(Step step, ref BridgeState next)
    {
        var vaults = step.Draft(step.State.Vaults);
        var collaterals = step.Draft(step.State.Collaterals);
        var issued = Issue(vaults.Agents, collaterals.Agents);
        var fees = step.Parameters.Protocol.IssueFee * issued;
        next.Supply += issued;
        next.FeePool += fees;
        next.Totals = step.State.Totals with { Issued = step.State.Totals.Issued + issued, Fees = step.State.Totals.Fees + fees };
        RequestIssues(step, vaults.Agents, collaterals.Agents);
        RequestRedeems(step, vaults.Agents, collaterals.Agents);
        next.Vaults = vaults.ToPopulation();
        next.Collaterals = collaterals.ToPopulation();
    }

    /// <summary>Executes what was requested yesterday, at vaults and at those that the liquidation vaults took over.</summary>
    static double Issue(Span<Vault> vaults, Span<CollateralState> collaterals)
    {
        var issued = 0.0;
        foreach (ref var vault in vaults)
        {
            issued += vault.ToIssue;
            vault.Debt += vault.ToIssue;
            vault.Bitcoin += vault.ToIssue;
            vault.ToIssue = 0;
        }

        foreach (ref var collateral in collaterals)
        {
            var taken = collateral.Liquidation;
            issued += taken.ToIssue;
            collateral.Liquidation = taken with { Debt = taken.Debt + taken.ToIssue, ToIssue = 0 };
        }

        return issued;
    }

    /// <summary>Each request goes to the vault that can issue most, and takes what that vault can give.</summary>
    static void RequestIssues(Step step, Span<Vault> vaults, ReadOnlySpan<CollateralState> collaterals)
    {
        var (users, types) = (step.Parameters.Users, step.State.Layout.Types);
        for (var arrivals = users.IssueRate > 0 ? step.Random.Poisson(users.IssueRate) : 0; arrivals > 0; arrivals--)
        {
            var wanted = Size(step);
            var (best, most) = (-1, 0.0);
            for (var place = 0; place < vaults.Length; place++)
            {
                ref readonly var vault = ref vaults[place];
                ref readonly var collateral = ref collaterals[vault.Type];
                if (!vault.TakesRequests(step.Timestep) || !collateral.IsOracleOnline || vault.Collateral * types[vault.Type].Price < types[vault.Type].Minimum)
                    continue;
                var issuable = vault.Issuable(collateral.OraclePrice);
                if (issuable > most)
                    (best, most) = (place, issuable);
            }

            if (best >= 0)
                vaults[best].ToIssue += Math.Min(wanted, most);
        }
    }

    /// <summary>Each request goes to the vault with most debt among those without an open request, and takes what that vault can give.</summary>
    static void RequestRedeems(Step step, Span<Vault> vaults, ReadOnlySpan<CollateralState> collaterals)
    {
        var users = step.Parameters.Users;
        if (users.RedeemRate == 0)
            return;
        var rate = users.RedeemRate * (1 + (users.RunSensitivity * Math.Max(0, 1 - step.State.Solvency.Backing)));
        var meanSize = users.RequestSize * Math.Exp(users.RequestSpread * users.RequestSpread / 2);
        for (var arrivals = step.Random.Poisson(rate * Math.Max(0, step.State.Supply) / meanSize); arrivals > 0; arrivals--)
        {
            var wanted = Size(step);
            var best = -1;
            for (var place = 0; place < vaults.Length; place++)
            {
                ref readonly var vault = ref vaults[place];
                if (vault.TakesRequests(step.Timestep) && vault.ToRedeem == 0 && collaterals[vault.Type].IsOracleOnline && vault.Debt > (best < 0 ? 0 : vaults[best].Debt))
                    best = place;
            }

            if (best < 0)
                continue;
            vaults[best].ToRedeem = Math.Min(wanted, vaults[best].Debt);
            vaults[best].RequestedAt = step.Timestep;
        }
    }

    static double Size(Step step) => step.Parameters.Users.RequestSize * Math.Exp(step.Parameters.Users.RequestSpread * step.Random.Normal());
}
