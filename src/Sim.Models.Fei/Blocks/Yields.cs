using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The yield rate of each deposit, by its kind.</summary>
static class Yields
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("yield rate of each deposit: pool, money market, savings rate, nothing")
        .Update(state => state.YieldRates, Rates);

    static void Rates(Step step, Span<double> next)
    {
        for (var deposit = 0; deposit < next.Length; deposit++)
        {
            next[deposit] = step.State.Layout.Kinds[deposit] switch
            {
                DepositKind.LiquidityPool => step.State.PoolYieldRate,
                DepositKind.MoneyMarket => SupplyRate(step),
                DepositKind.Savings => step.Parameters.SavingsRate,
                _ => 0,
            };
        }
    }

    /// <summary>What lenders earn: borrowers' interest on the part that is lent, less reserves. The original multiplies by utilization once more.</summary>
    static double SupplyRate(Step step)
    {
        var utilization = step.State.Utilization;
        var supply = step.State.BorrowRate * utilization * (1 - step.Parameters.ReserveFactor);
        return step.Parameters.Fidelity == Fidelity.Parity ? utilization * supply : supply;
    }
}
