using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The accounts of a timestep, and what savings cost in it (USD).</summary>
readonly record struct Books(FeiSupply Supply, PcvTotals Pcv, SystemMetrics Metrics, double SavingsExpenditure);

/// <summary>What is known at the end of a timestep: in corrected mode the accounts, in both what savings cost and what was minted so far.</summary>
/// <remarks>Source: experiments/post_processing.py of the original.</remarks>
static class Closing
{
    const double DaysPerYear = 365;

    public static void Declare(SignalBlockBuilder<FeiState, FeiParameters, Books> block) => block
        .Describe("accounts of this timestep, cost of the savings rate, profit, FEI minted and redeemed so far")
        .Policy("books", Close)
        .Update(state => state.Protocol, step => IsLagged(step) ? step.State.Protocol : step.State.Protocol.At(step.State.Price))
        .Update(state => state.Supply, (_, books) => books.Supply)
        .Update(state => state.Pcv, (_, books) => books.Pcv)
        .Update(state => state.Metrics, (_, books) => books.Metrics)
        .Update(state => state.SavingsExpenditure, (_, books) => books.SavingsExpenditure)
        .Update(state => state.ProtocolProfit, (_, books) => books.Metrics.Revenue - books.SavingsExpenditure)
        .Update(state => state.MintedSoFar, step => step.State.MintedSoFar + Math.Max(0, step.State.Trade.FeiMinted))
        .Update(state => state.RedeemedSoFar, step => step.State.RedeemedSoFar + Math.Max(0, -step.State.Trade.FeiMinted));

    public static bool IsLagged(Step step) => step.Parameters.Fidelity.Keeps(Fidelity.LaggedAccounts);

    static Books Close(Step step)
    {
        var (layout, prices, parameters) = (step.State.Layout, step.State.Price, step.Parameters);
        var balances = step.State.Balances.Span;
        var expenditure = layout.SumOf(DepositKind.Savings, balances) * prices.Fei * step.State.SavingsRate * parameters.Days / DaysPerYear;
        if (IsLagged(step))
            return new Books(step.State.Supply, step.State.Pcv, step.State.Metrics, expenditure);
        var supply = Accounts.Supply(step.State, layout.SumOf(DepositKind.MoneyMarket, balances), parameters.Fidelity);
        var pcv = Accounts.Pcv(step.State, prices);
        return new Books(supply, pcv, Accounts.Metrics(supply, pcv, step.State.PcvYield, step.State.MintRedeemFees, prices, parameters.Days), expenditure);
    }
}
