using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What is known at the end of a timestep: in corrected mode the accounts, in both what savings cost and what was minted so far.</summary>
/// <remarks>Source: experiments/post_processing.py of the original.</remarks>
static class Closing
{
    const double DaysPerYear = 365;

    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("accounts of this timestep, cost of the savings rate, profit, FEI minted and redeemed so far")
        .Apply(
            state => new { state.Protocol, state.Supply, state.Pcv, state.Metrics, state.SavingsExpenditure, state.ProtocolProfit, state.MintedSoFar, state.RedeemedSoFar },
            Close);

    static void Close(Step step, ref FeiState next)
    {
        if (!step.Parameters.Fidelity.Keeps(Fidelity.LaggedAccounts))
            SetAccounts(step, ref next);
        var savings = step.State.Layout.SumOf(DepositKind.Savings, step.State.Balances.Span);
        next.SavingsExpenditure = savings * step.State.Price.Fei * step.State.SavingsRate * step.Parameters.Days / DaysPerYear;
        next.ProtocolProfit = next.Metrics.Revenue - next.SavingsExpenditure;
        next.MintedSoFar = step.State.MintedSoFar + Math.Max(0, step.State.Trade.FeiMinted);
        next.RedeemedSoFar = step.State.RedeemedSoFar + Math.Max(0, -step.State.Trade.FeiMinted);
    }

    static void SetAccounts(Step step, ref FeiState next)
    {
        var prices = step.State.Price;
        next.Protocol = step.State.Protocol.At(prices);
        next.Supply = Accounts.Supply(step.State, step.State.Layout.SumOf(DepositKind.MoneyMarket, step.State.Balances.Span), step.Parameters.Fidelity);
        next.Pcv = Accounts.Pcv(step.State, prices);
        next.Metrics = Accounts.Metrics(next.Supply, next.Pcv, step.State.PcvYield, step.State.MintRedeemFees, prices, step.Parameters.Days);
    }
}
