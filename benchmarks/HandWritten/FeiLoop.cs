using Sim.Framework.Randomness;
using Sim.Models.Fei;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Benchmarks.HandWritten;

/// <summary>The FEI capital allocation model in corrected mode with endogenous weights and the complete graph, as one would write it without an engine: one loop, arrays, no blocks.</summary>
/// <remarks>
/// Does: every draw at its address, and every number that a later timestep or the result depends on, with the model's own arithmetic in the same order; the flows and the remainder as well;
/// it remembers the prices and yields that it looks back at, and nothing else.
/// Does not: record a row; keep the variables that nothing reads again (minted FEI, fees, loss, gross and unmet flow, users' sum, created FEI); check that numbers are finite; check the
/// invariants; run another mode or other deposits without a change of its code; say where a run failed.
/// </remarks>
static class FeiLoop
{
    const double DaysPerYear = 365;

    /// <summary>Runs it with the draws of run 1, and gives the users' savings at the end.</summary>
    public static double Run(FeiParameters parameters, int timesteps, long seed)
    {
        var count = parameters.Deposits.Count;
        var (window, riskWindow, rate) = (parameters.MovingAverageWindow, parameters.RiskWindow, Rebalancing.Rate(parameters.Days, parameters.RebalanceDuration));
        var prices = new double[riskWindow + 1];
        var yields = new double[window + 1][];
        for (var row = 0; row <= window; row++)
            yields[row] = new double[count];
        double[] exposures = [.. parameters.Deposits.Select(deposit => deposit.Kind is DepositKind.LiquidityPool or DepositKind.MoneyMarket ? 1.0 : 0.0)];
        double[] balances = [.. parameters.Deposits.Select(deposit => deposit.Balance)];
        var (weights, changes, before, flows, remainder, scratch) =
            (new double[count], new double[count], new double[count], new double[TransferFlows.PairCount(count)], new double[count], new double[2 * count]);
        var (fei, units) = (parameters.LiquidityPoolTvl / 2 / parameters.FeiPrice, parameters.LiquidityPoolTvl / 2 / parameters.VolatilePriceStart);
        var pool = new LiquidityPool { ProtocolFei = fei, ProtocolVolatile = units, Invariant = fei * units, Tokens = fei };
        var (priceStream, useStream) = (new RandomStream(0), new RandomStream(0));
        var key = StreamAddress.Key(seed, 1);
        var (priceAddress, useAddress) = (StreamAddress.Function("processes", "update volatile_price"), StreamAddress.Function("processes", "update utilization_process"));
        var price = prices[0] = parameters.VolatilePriceStart;
        for (var timestep = 1; timestep <= timesteps; timestep++)
        {
            priceStream.Seek(key, priceAddress, timestep);
            var last = price;
            price = price + (parameters.VolatilePriceDrift * parameters.Days / DaysPerYear) + (parameters.VolatilePriceDeviation * Math.Sqrt(parameters.Days) * priceStream.Normal());
            prices[timestep % prices.Length] = price;
            useStream.Seek(key, useAddress, timestep);
            var use = Math.Clamp(parameters.UtilizationMean + (parameters.UtilizationDeviation * useStream.Normal()), 0, 1);
            pool = Trade(parameters, pool, price, last, out var poolYield);
            balances[0] = pool.UserFei;

            var risk = Risk(parameters, prices, timestep);
            use *= 1 - (0.5 * risk);
            var borrow = parameters.BaseRate + (parameters.Multiplier * Math.Min(use, parameters.Kink)) + (parameters.JumpMultiplier * Math.Max(0, use - parameters.Kink));
            var rates = yields[timestep % yields.Length];
            (rates[0], rates[1], rates[2], rates[3]) = (poolYield, borrow * use * (1 - parameters.ReserveFactor), parameters.SavingsRate, 0);

            var seen = new YieldWindow(scratch, window);
            for (var row = Math.Max(1, timestep - window); row < timestep; row++)
                seen.Add(yields[row % yields.Length]);
            TargetWeights.Endogenous(seen, exposures, risk, Fidelity.Corrected, weights);

            Rebalancing.NetChanges(balances, weights, rate, Fidelity.Corrected, changes);
            balances.CopyTo(before, 0);
            TransferFlows.Proportional(changes, flows);
            Rebalancing.ApplyAtOnce(balances, changes, balances);
            Rebalancing.Remainder(before, changes, balances, remainder);
            pool = pool.AfterRebalancing(balances[0], parameters.FeiPrice, price, Fidelity.Corrected);
            balances[0] = pool.UserFei;
        }

        return balances[2];
    }

    static LiquidityPool Trade(FeiParameters parameters, LiquidityPool pool, double price, double last, out double poolYield)
    {
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

        var protocol = pool.ProtocolFei / pool.Fei;
        var (newFei, newUnits) = (fei + feiIn, units + unitsIn);
        pool = pool with
        {
            UserFei = newFei * (1 - protocol),
            ProtocolFei = newFei * protocol,
            UserVolatile = newUnits * (1 - protocol),
            ProtocolVolatile = newUnits * protocol,
            Invariant = newFei * newUnits,
        };
        var (ratio, perYear) = (last / price, DaysPerYear / parameters.Days);
        var loss = (2 * Math.Sqrt(ratio) / (1 + ratio)) - 1;
        poolYield = Math.Max(0, (fees / ((pool.Fei * parameters.FeiPrice) + (pool.Volatile * price)) * perYear) - (Math.Abs(loss) * perYear));
        return pool;
    }

    static double Risk(FeiParameters parameters, double[] prices, int timestep)
    {
        var points = Math.Min(parameters.RiskWindow, timestep + 1);
        Span<double> last = stackalloc double[points];
        var mean = 0.0;
        for (var point = 0; point < points; point++)
            mean += last[point] = prices[(timestep - point) % prices.Length];
        mean /= points;
        var (products, squares, middle) = (0.0, 0.0, (points - 1) / 2.0);
        for (var point = 0; point < points; point++)
        {
            products += (middle - point) * (last[point] - mean);
            squares += (middle - point) * (middle - point);
        }

        var raw = -(squares > 0 ? products / squares : 0) / mean / parameters.Days;
        return Math.Abs(raw) < 1e-12 ? 0 : Math.Clamp(raw / parameters.RiskScale, 0, 1);
    }
}
