using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Arbitrage of the pool to the outside price, what it mints and what the pool yields. Source: model/parts/liquidity_pools.py of the original.</summary>
static class Arbitrage
{
    // What the original takes for the price at the start, whatever it was.
    const double LiteralEntryPrice = 2_000;

    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("arbitrage of the pool to the outside price, FEI minted for it, fees and yield")
        .Apply(state => new { state.Pool, state.Trade, state.Balances, state.UserFei }, Trade);

    static void Trade(Step step, ref FeiState next)
    {
        var prices = step.State.Price;
        var (pool, feiIn, fees) = PoolArbitrage.ToPrice(step.State.Pool, prices.Fei, prices.Volatile, step.Parameters.TradingFee);
        var value = (pool.Fei * prices.Fei) + (pool.Volatile * prices.Volatile);
        var sinceStart = step.Parameters.Fidelity.Keeps(Fidelity.LossSinceStart);
        var loss = PoolArbitrage.ImpermanentLoss(sinceStart ? EntryPrice(step) : step.History[1].Price.Volatile, prices.Volatile);
        next.Pool = pool;
        next.Trade = new PoolTrade
        {
            FeiMinted = feiIn,
            Fees = fees,
            ImpermanentLoss = loss,
            YieldRate = PoolArbitrage.YieldRate(fees / value, loss, step.Parameters.Days, isLossOfTimestep: !sinceStart),
            ValueLocked = value,
        };
        SetBalance(step, ref next);
    }

    static double EntryPrice(Step step) =>
        step.Parameters.Fidelity.Keeps(Fidelity.LiteralPrices) ? LiteralEntryPrice : step.Parameters.VolatilePrice.AtStart;

    static void SetBalance(Step step, ref FeiState next)
    {
        var place = step.State.Layout.Pool;
        if (place < 0)
            return;
        var balances = step.Draft(step.State.Balances);
        balances[place] = next.Pool.UserFei;
        next.Balances = balances.ToVector();
        next.UserFei = next.Balances.Sum();
    }
}
