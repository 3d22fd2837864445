using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Arbitrage brings the constant-product pool to the outside price. Source: model/parts/liquidity_pools.py of the original.</summary>
static class Arbitrage
{
    const double DaysPerYear = 365;

    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("arbitrage of the pool to the outside price, its fees and its yield")
        .Apply(
            state => new { state.Pool, state.FeiMinted, state.TradingFees, state.ImpermanentLoss, state.PoolYieldRate, state.Balances, state.UserFei },
            Trade);

    static void Trade(Step step, ref FeiState next)
    {
        var parameters = step.Parameters;
        var (pool, price) = (step.State.Pool, step.State.VolatilePrice);
        var (fei, units) = (pool.Fei, pool.Volatile);
        var feiIn = Math.Sqrt(pool.Invariant * price / parameters.FeiPrice) - fei;
        var unitsIn = Math.Sqrt(pool.Invariant * parameters.FeiPrice / price) - units;
        double fees;
        if (feiIn > 0)
        {
            var fee = parameters.TradingFee * feiIn;
            feiIn += fee;
            fees = fee * parameters.FeiPrice;
        }
        else
        {
            var fee = parameters.TradingFee * Math.Abs(unitsIn);
            unitsIn += fee;
            fees = fee * price;
        }

        next.Pool = Scaled(pool, fei + feiIn, units + unitsIn);
        next.FeiMinted = feiIn;
        next.TradingFees = fees;
        SetYield(step, ref next, fees / ((next.Pool.Fei * parameters.FeiPrice) + (next.Pool.Volatile * price)));
        SetBalance(step, ref next);
    }

    /// <summary>Both owners keep their share of both sides.</summary>
    static LiquidityPool Scaled(LiquidityPool pool, double fei, double units)
    {
        var protocol = pool.ProtocolFei / pool.Fei;
        return pool with
        {
            UserFei = fei * (1 - protocol),
            ProtocolFei = fei * protocol,
            UserVolatile = units * (1 - protocol),
            ProtocolVolatile = units * protocol,
            Invariant = fei * units,
        };
    }

    /// <summary>Corrected: fees and loss of the same timestep, both annual. Parity: annual fees less the loss since the start.</summary>
    static void SetYield(Step step, ref FeiState next, double feeRatio)
    {
        var parameters = step.Parameters;
        var perYear = DaysPerYear / parameters.Days;
        var isParity = parameters.Fidelity == Fidelity.Parity;
        var entry = isParity ? parameters.VolatilePriceStart : step.History[1].VolatilePrice;
        var ratio = entry / step.State.VolatilePrice;
        next.ImpermanentLoss = (2 * Math.Sqrt(ratio) / (1 + ratio)) - 1;
        next.PoolYieldRate = Math.Max(0, (feeRatio * perYear) - (Math.Abs(next.ImpermanentLoss) * (isParity ? 1 : perYear)));
    }

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
