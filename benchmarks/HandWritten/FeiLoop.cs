using Sim.Framework.Randomness;
using Sim.Models.Fei;
using Sim.Models.Fei.CapitalAllocation;
using Sim.Models.Fei.Ecosystem;

namespace Sim.Benchmarks.HandWritten;

/// <summary>The whole FEI protocol in corrected mode with endogenous weights and the complete graph, as one would write it without an engine: one loop, arrays, no blocks.</summary>
/// <remarks>It draws the same numbers and computes every state variable that the model records, by the model's own pure arithmetic; it keeps no history but two rings,
/// checks no invariant and no finiteness, and can neither be swept, replayed nor recorded.</remarks>
static class FeiLoop
{
    const double DaysPerYear = 365;

    /// <summary>Runs it with the draws of run 1, and gives the users' savings and the protocol's profit at the end.</summary>
    public static double Run(FeiParameters parameters, int timesteps, long seed)
    {
        var count = parameters.Deposits.Count;
        var (window, riskWindow, rate) = (parameters.MovingAverageWindow, parameters.RiskWindow, Rebalancing.Rate(parameters.Days, parameters.RebalanceDuration));
        var pastPrices = new double[riskWindow + 1];
        var yields = new double[window + 1][];
        for (var row = 0; row <= window; row++)
            yields[row] = new double[count];
        double[] exposures = [.. parameters.Deposits.Select(deposit => deposit.Kind is DepositKind.LiquidityPool or DepositKind.MoneyMarket ? 1.0 : 0.0)];
        double[] balances = [.. parameters.Deposits.Select(deposit => deposit.Balance)];
        var (weights, changes, before, flows, remainder, scratch) =
            (new double[count], new double[count], new double[count], new double[TransferFlows.PairCount(count)], new double[count], new double[2 * count]);
        var (fei, units) = (parameters.LiquidityPoolTvl / 2 / parameters.FeiPrice.Start, parameters.LiquidityPoolTvl / 2 / parameters.VolatilePrice.Start);
        var pool = new LiquidityPool { ProtocolFei = fei, ProtocolVolatile = units, Invariant = fei * units, Tokens = fei };
        var protocol = Start(parameters);
        var (stableStream, volatileStream, useStream) = (new RandomStream(0), new RandomStream(0), new RandomStream(0));
        var key = StreamAddress.Key(seed, 1);
        var (stableAddress, volatileAddress, useAddress) =
            (StreamAddress.Function("prices", "update price_stable"), StreamAddress.Function("prices", "update price_volatile"), StreamAddress.Function("prices", "update utilization_process"));
        var price = pastPrices[0] = parameters.VolatilePrice.Start;
        var (minted, redeemed, meanPrice, profit) = (0.0, 0.0, 0.0, 0.0);
        for (var timestep = 1; timestep <= timesteps; timestep++)
        {
            stableStream.Seek(key, stableAddress, timestep);
            volatileStream.Seek(key, volatileAddress, timestep);
            useStream.Seek(key, useAddress, timestep);
            var last = price;
            price = price + (parameters.VolatilePrice.Drift * parameters.Days / DaysPerYear) + (parameters.VolatilePrice.Deviation * Math.Sqrt(parameters.Days) * volatileStream.Normal());
            pastPrices[timestep % pastPrices.Length] = price;
            var prices = new Prices { Fei = parameters.FeiPrice.Start, Stable = parameters.StablePrice.Start + (parameters.StablePrice.Deviation * stableStream.Normal()), Volatile = price };
            var use = parameters.Utilization.Start + (parameters.Utilization.Deviation * useStream.Normal());

            (pool, var feiIn, var fees) = PoolArbitrage.ToPrice(pool, prices.Fei, prices.Volatile, parameters.TradingFee);
            var poolValue = (pool.Fei * prices.Fei) + (pool.Volatile * prices.Volatile);
            var loss = PoolArbitrage.ImpermanentLoss(last, price);
            var poolYield = PoolArbitrage.YieldRate(fees / poolValue, loss, parameters.Days, isLossOfTimestep: true);
            balances[0] = pool.UserFei;
            (protocol, var mintRedeemFees) = PegStability.Settle(protocol, feiIn, prices, parameters);
            (minted, redeemed) = (minted + Math.Max(0, feiIn), redeemed + Math.Max(0, -feiIn));

            meanPrice = ((meanPrice * (timestep - 1)) + price) / timestep;
            var risk = Risk(parameters, pastPrices, timestep);
            var market = JumpRate.Market(use, risk, balances[1] + protocol.FeiMoneyMarket, parameters);
            var rates = new DepositRates(parameters.StableYieldRate, parameters.VolatileYieldRate, market.DepositRate);
            (protocol, var pcvYield) = DepositYields.Accrue(protocol, rates, parameters.Days / DaysPerYear, prices, pool.ProtocolFei / pool.Fei * fees, Fidelity.Corrected);
            if (timestep % parameters.RebalancingPeriod == 0)
                protocol = Back(parameters, protocol, pool, market, prices, balances);

            var now = yields[timestep % yields.Length];
            (now[0], now[1], now[2], now[3]) = (poolYield, market.DepositRate, parameters.SavingsRate.Start, 0);
            var seen = new YieldWindow(scratch, window);
            for (var row = Math.Max(1, timestep - window); row < timestep; row++)
                seen.Add(yields[row % yields.Length]);
            TargetWeights.Endogenous(seen, exposures, risk, Fidelity.Corrected, weights);

            Rebalancing.NetChanges(balances, weights, rate, Fidelity.Corrected, changes);
            balances.CopyTo(before, 0);
            TransferFlows.Proportional(changes, flows);
            Rebalancing.ApplyAtOnce(balances, changes, balances);
            Rebalancing.Remainder(before, changes, balances, remainder);
            pool = pool.AfterRebalancing(balances[0], prices.Fei, prices.Volatile, Fidelity.Corrected);
            balances[0] = pool.UserFei;

            protocol = protocol.At(prices);
            var (supply, pcv) = Books(protocol, pool, market, prices, balances);
            var metrics = Accounts.Metrics(supply, pcv, pcvYield, mintRedeemFees, prices, parameters.Days);
            profit = metrics.Revenue - (balances[2] * prices.Fei * parameters.SavingsRate.Start * parameters.Days / DaysPerYear);
        }

        return balances[2] + profit;
    }

    static ProtocolDeposits Start(FeiParameters parameters) => new()
    {
        FeiIdle = parameters.Protocol.FeiIdle,
        FeiMoneyMarket = parameters.Protocol.FeiMoneyMarket,
        StableIdle = PcvDeposit.Of(parameters.Protocol.StableIdle, parameters.StablePrice.Start),
        StableYieldBearing = PcvDeposit.Of(parameters.Protocol.StableYieldBearing, parameters.StablePrice.Start),
        VolatileIdle = PcvDeposit.Of(parameters.Protocol.VolatileIdle, parameters.VolatilePrice.Start),
        VolatileYieldBearing = PcvDeposit.Of(parameters.Protocol.VolatileYieldBearing, parameters.VolatilePrice.Start),
    };

    static (FeiSupply Supply, PcvTotals Pcv) Books(in ProtocolDeposits protocol, in LiquidityPool pool, in MarketState market, Prices prices, double[] balances)
    {
        var state = new FeiState { Protocol = protocol, Pool = pool, Market = market, UserFei = balances[0] + balances[1] + balances[2] + balances[3] };
        return (Accounts.Supply(state, balances[1], Fidelity.Corrected), Accounts.Pcv(state, prices));
    }

    static ProtocolDeposits Back(FeiParameters parameters, ProtocolDeposits protocol, LiquidityPool pool, MarketState market, Prices prices, double[] balances)
    {
        var (supply, pcv) = Books(protocol, pool, market, prices, balances);
        var gap = BackingPolicy.Gap(supply, pcv, Accounts.Metrics(supply, pcv, 0, 0, prices, parameters.Days), parameters);
        return gap is { } usd ? BackingPolicy.Move(protocol, usd, prices, parameters).Deposits : protocol;
    }

    static double Risk(FeiParameters parameters, double[] prices, int timestep)
    {
        Span<double> last = stackalloc double[Math.Min(parameters.RiskWindow, timestep + 1)];
        for (var point = 0; point < last.Length; point++)
            last[point] = prices[(timestep - point) % prices.Length];
        var (slope, mean) = PriceTrend.Fit(last);
        return PriceTrend.OnFixedScale(slope, mean, parameters.Days, parameters.RiskScale);
    }
}
