using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The rate that savings pay (1/year).</summary>
readonly record struct SavingsRate(double Rate);

/// <summary>The rate that savings pay, and with it what every deposit of users yields. Source: model/parts/fei_savings_deposit.py of the original.</summary>
static class Savings
{
    public static void Declare(SignalBlockBuilder<FeiState, FeiParameters, SavingsRate> block) => block
        .Describe("the savings rate, and the yield rate of each deposit: pool, money market, savings, nothing")
        .Policy("savings rate", step => new SavingsRate(step.Parameters.SavingsRate.Next(step.State.SavingsRate, step)))
        .Update(state => state.SavingsRate, (_, savings) => savings.Rate)
        .Update(state => state.YieldRates, YieldRates);

    static void YieldRates(Step step, SavingsRate savings, Span<double> next)
    {
        for (var deposit = 0; deposit < next.Length; deposit++)
        {
            next[deposit] = step.State.Layout.Kinds[deposit] switch
            {
                DepositKind.LiquidityPool => step.State.Trade.YieldRate,
                DepositKind.MoneyMarket => step.State.Market.DepositRate,
                DepositKind.Savings => savings.Rate,
                _ => 0,
            };
        }
    }
}
