using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The rate that savings pay, and with it what every deposit of users yields. Source: model/parts/fei_savings_deposit.py of the original.</summary>
static class Savings
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("the savings rate, and the yield rate of each deposit: pool, money market, savings, nothing")
        .Apply(state => new { state.SavingsRate, state.YieldRates }, Set);

    static void Set(Step step, ref FeiState next)
    {
        next.SavingsRate = step.Parameters.SavingsRate.Next(step.State.SavingsRate, step);
        var rates = step.Draft(step.State.Layout.Count);
        for (var deposit = 0; deposit < rates.Length; deposit++)
        {
            rates[deposit] = step.State.Layout.Kinds[deposit] switch
            {
                DepositKind.LiquidityPool => step.State.Trade.YieldRate,
                DepositKind.MoneyMarket => step.State.Market.DepositRate,
                DepositKind.Savings => next.SavingsRate,
                _ => 0,
            };
        }

        next.YieldRates = rates.ToVector();
    }
}
