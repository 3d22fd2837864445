using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What arbitrage does to the pool.</summary>
readonly record struct Arbitraged(LiquidityPool Pool, PoolTrade Trade);

/// <summary>Arbitrage of the pool to the outside price, what it mints and what the pool yields. Source: model/parts/liquidity_pools.py of the original.</summary>
static class Arbitrage
{
    // What the original takes for the price at the start, whatever it was.
    const double LiteralEntryPrice = 2_000;

    public static void Declare(SignalBlockBuilder<FeiState, FeiParameters, Arbitraged> block) => block
        .Describe("arbitrage of the pool to the outside price, FEI minted for it, fees and yield")
        .Policy("arbitrage", Trade)
        .Update(state => state.Pool, (_, arbitraged) => arbitraged.Pool)
        .Update(state => state.Trade, (_, arbitraged) => arbitraged.Trade)
        .Update(state => state.Balances, SetPoolBalance)
        .Update(state => state.UserFei, UserFei);

    static Arbitraged Trade(Step step)
    {
        var prices = step.State.Price;
        var (pool, feiIn, fees) = PoolArbitrage.ToPrice(step.State.Pool, prices.Fei, prices.Volatile, step.Parameters.TradingFee);
        var value = (pool.Fei * prices.Fei) + (pool.Volatile * prices.Volatile);
        var sinceStart = step.Parameters.Fidelity.Keeps(Fidelity.LossSinceStart);
        var loss = PoolArbitrage.ImpermanentLoss(sinceStart ? EntryPrice(step) : step.History[1].Price.Volatile, prices.Volatile);
        return new Arbitraged(pool, new PoolTrade
        {
            FeiMinted = feiIn,
            Fees = fees,
            ImpermanentLoss = loss,
            YieldRate = PoolArbitrage.YieldRate(fees / value, loss, step.Parameters.Days, isLossOfTimestep: !sinceStart),
            ValueLocked = value,
        });
    }

    static double EntryPrice(Step step) =>
        step.Parameters.Fidelity.Keeps(Fidelity.LiteralPrices) ? LiteralEntryPrice : step.Parameters.VolatilePrice.AtStart;

    static void SetPoolBalance(Step step, Arbitraged arbitraged, Span<double> next)
    {
        if (step.State.Layout.Pool >= 0)
            next[step.State.Layout.Pool] = arbitraged.Pool.UserFei;
    }

    static double UserFei(Step step, Arbitraged arbitraged)
    {
        var balances = step.State.Balances.Span;
        var (pool, sum) = (step.State.Layout.Pool, 0.0);
        for (var deposit = 0; deposit < balances.Length; deposit++)
            sum += deposit == pool ? arbitraged.Pool.UserFei : balances[deposit];
        return sum;
    }
}
