using System.Text.Json;
using Sim.Models.Fei.CapitalAllocation;
using Sim.Models.Fei.Ecosystem;

namespace Sim.Models.Fei.Tests;

/// <summary>The parts of the protocol one by one against recorded cases of the original.</summary>
public sealed class EcosystemVectorTests
{
    /// <summary>Relative; the vectors state 1e-12 for single steps.</summary>
    const double Tolerance = 1e-12;

    static readonly FeiParameters Parity = new() { Fidelity = Fidelity.Parity };

    static void Near(string where, double recorded, double actual, double scale) =>
        Vectors.Compare(where, recorded, actual, Tolerance * Math.Max(Math.Abs(scale), 1e-300));

    static void Near(string where, double recorded, double actual) => Near(where, recorded, actual, recorded);

    public static TheoryData<int, string> Swaps() => Vectors.Cases("e1_uniswap.json");

    [Theory]
    [MemberData(nameof(Swaps))]
    public void ConstantProduct_RecordedCase_IsReproduced(int index, string note)
    {
        var item = Vectors.Case("e1_uniswap.json", index);
        double Value(string name) => item.Number(name);
        var function = item.GetProperty("function").GetString();
        var where = $"{index} {function} {note}";
        switch (function)
        {
            case "sell exact input":
                Near(where, -Value("y_change"), ConstantProduct.SellExactInput(Value("dx"), Value("x_reserve"), Value("y_reserve"), Value("fee")));
                break;
            case "buy exact output":
                Near(where, Value("x_change"), ConstantProduct.BuyExactOutput(Value("dy"), Value("x_reserve"), Value("y_reserve"), Value("fee")));
                break;
            case "token to collateral":
                Near(where, Value("collateral_out"), ConstantProduct.SellExactInput(Value("tokens"), Value("token_reserve"), Value("collateral_reserve"), Value("fee")));
                break;
            case "collateral to token":
                Near(where, Value("token_out"), ConstantProduct.SellExactInput(Value("value"), Value("collateral_reserve"), Value("token_reserve"), Value("fee")));
                break;
            case "add liquidity":
                var added = ConstantProduct.AddLiquidity(Value("d_reserve"), Value("reserve"), Value("supply"), Value("pool_tokens"));
                Near(where, Value("d_supply"), added.Other);
                Near(where, Value("d_pool_tokens"), added.Tokens);
                break;
            default:
                var removed = ConstantProduct.RemoveLiquidity(Value("tokens"), Value("reserve"), Value("supply"), Value("pool_tokens"));
                Near(where, -Value("d_reserve"), removed.Reserve);
                Near(where, -Value("d_supply"), removed.Other);
                break;
        }
    }

    public static TheoryData<int, string> Arbitrages() => Vectors.Cases("e2_pool_rebalance.json");

    [Theory]
    [MemberData(nameof(Arbitrages))]
    public void PoolArbitrage_RecordedCase_IsReproduced(int index, string note)
    {
        var item = Vectors.Case("e2_pool_rebalance.json", index);
        var where = $"{index} {note}";
        var before = Pool(item.GetProperty("before")) with { Invariant = item.Number("invariant_before") };
        var (feiPrice, volatilePrice) = (item.Number("fei_price"), item.Number("volatile_asset_price"));
        var (pool, feiIn, fees) = PoolArbitrage.ToPrice(before, feiPrice, volatilePrice, item.Number("trading_fee"));
        var after = Pool(item.GetProperty("after"));
        var value = (pool.Fei * feiPrice) + (pool.Volatile * volatilePrice);
        var loss = PoolArbitrage.ImpermanentLoss(item.Number("initial_volatile_asset_price"), volatilePrice);
        Near(where, after.UserFei, pool.UserFei, after.Fei);
        Near(where, after.ProtocolFei, pool.ProtocolFei, after.Fei);
        Near(where, after.UserVolatile, pool.UserVolatile, after.Volatile);
        Near(where, after.ProtocolVolatile, pool.ProtocolVolatile, after.Volatile);
        Near(where, item.Number("fei_minted_redeemed"), feiIn, after.Fei);
        Near(where, item.Number("liquidity_pool_fei_source_sink"), -feiIn, after.Fei);
        Near(where, item.Number("liquidity_pool_trading_fees"), fees, after.Fei);
        Near(where, item.Number("liquidity_pool_invariant"), pool.Invariant);
        Near(where, item.Number("liquidity_pool_tvl"), value);
        Near(where, item.Number("liquidity_pool_impermanent_loss"), loss, 1);
        Near(where, item.Number("yield_rate"), PoolArbitrage.YieldRate(fees / value, loss, item.Number("dt"), isLossOfTimestep: false), 1);
    }

    static LiquidityPool Pool(JsonElement balances) => new()
    {
        UserFei = balances.Number("fei_liquidity_pool_user_deposit"),
        ProtocolFei = balances.Number("fei_liquidity_pool_pcv_deposit"),
        UserVolatile = balances.Number("volatile_liquidity_pool_user_deposit"),
        ProtocolVolatile = balances.Number("volatile_liquidity_pool_pcv_deposit"),
    };

    public static TheoryData<int, string> Settlements() => Vectors.Cases("e3_peg_stability_module.json");

    [Theory]
    [MemberData(nameof(Settlements))]
    public void PegStability_RecordedCase_IsReproduced(int index, string note)
    {
        var item = Vectors.Case("e3_peg_stability_module.json", index);
        var where = $"{index} {note}";
        var parameters = Parity with
        {
            MintFee = item.Number("mint_fee"),
            RedeemFee = item.Number("redeem_fee"),
            PegDeposits = [.. item.GetProperty("active_keys").EnumerateArray().Select(key => Place(key.GetString()!))],
        };
        var deposits = new ProtocolDeposits();
        foreach (var deposit in item.GetProperty("before").EnumerateObject())
            deposits = deposits.With(Place(deposit.Name), new PcvDeposit { Balance = deposit.Value.GetDouble() });
        var prices = new Prices { Fei = item.Number("fei_price"), Stable = item.Number("stable_asset_price"), Volatile = item.Number("volatile_asset_price") };
        var minted = item.Number("fei_minted_redeemed");
        if (item.Raises())
        {
            var refused = Assert.Throws<Framework.SimulationException>(() => PegStability.Settle(deposits, minted, prices, parameters));
            Assert.Contains("cannot redeem 300000000 FEI", refused.Message, StringComparison.Ordinal);
            return;
        }

        var (after, fees) = PegStability.Settle(deposits, minted, prices, parameters);
        var used = Place(item.GetProperty("deposit_used").GetString()!);
        Near(where, item.Number("balance_after"), after[used].Balance);
        Near(where, item.Number("asset_value_after"), after[used].Value);
        Near(where, item.Number("psm_mint_redeem_fees"), fees);
        foreach (var other in parameters.PegDeposits.Where(place => place != used))
            Assert.Equal(deposits[other], after[other]);
    }

    static PcvPlace Place(string name) => Enum.Parse<PcvPlace>(name.Replace("_pcv_deposit", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    public static TheoryData<int, string> Markets() => Vectors.Cases("e4_money_market.json");

    [Theory]
    [MemberData(nameof(Markets))]
    public void MoneyMarket_RecordedCase_IsReproduced(int index, string note)
    {
        var item = Vectors.Case("e4_money_market.json", index);
        var where = $"{index} {note}";
        var (timestep, window, history, now) = (item.GetProperty("timestep").GetInt32(), item.GetProperty("window").GetInt32(), item.Numbers("price_history_completed_steps"), item.Number("volatile_asset_price_now"));
        var mean = ((item.Number("price_mean_before") * (timestep - 1)) + now) / timestep;
        var points = Math.Min(timestep, window) - 1;
        var slope = timestep <= 2 ? 0 : PriceTrend.Fit([.. history.Reverse().Skip(1).Take(points)]).Slope;
        var risk = PriceTrend.OnRangeSoFar(new PriceRisk { Min = item.Number("metric_min_before"), Max = item.Number("metric_max_before") }, slope, mean);
        const double BlocksPerYear = 2_102_400;
        var parameters = Parity with { BaseRate = item.Number("base_rate_per_block") * BlocksPerYear, Days = item.Number("dt") };
        var market = JumpRate.Market(item.Number("utilization_process_value"), risk.Metric, item.Number("pcv_balance") + item.Number("user_balance"), parameters);
        Near(where, item.Number("volatile_asset_price_mean"), risk.Mean);
        Near(where, item.Number("volatile_asset_risk_metric"), risk.Metric, 1);
        Near(where, item.Number("volatile_asset_risk_metric_min"), risk.Min, 1);
        Near(where, item.Number("volatile_asset_risk_metric_max"), risk.Max, 1);
        Near(where, item.Number("fei_money_market_borrowed"), market.Borrowed);
        Near(where, item.Number("fei_money_market_utilization"), market.Utilization, 1);
        Near(where, item.Number("fei_money_market_borrow_rate"), market.BorrowRate, 1);
        Near(where, item.Number("fei_money_market_supply_rate"), market.SupplyRate, 1);
        Near(where, item.Number("deposit_yield_rate"), market.DepositRate, 1);
    }

    public static TheoryData<int, string> Yields() => Vectors.Cases("e5_yield.json");

    [Theory]
    [MemberData(nameof(Yields))]
    public void Yield_RecordedCase_IsReproduced(int index, string note)
    {
        var item = Vectors.Case("e5_yield.json", index);
        var where = $"{index} {note}";
        var before = item.GetProperty("before");
        var (years, timestep) = (item.Number("dt") / 365, item.GetProperty("timestep").GetInt32());
        var prices = new Prices { Fei = item.Number("fei_price"), Stable = item.Number("stable_asset_price"), Volatile = item.Number("volatile_asset_price") };
        double Rate(string name) => before.GetProperty(name).Number("yield_rate");
        var pool = new LiquidityPool { ProtocolFei = before.GetProperty("fei_liquidity_pool_pcv_deposit").Number("balance"), UserFei = before.GetProperty("fei_liquidity_pool_user_deposit").Number("balance") };
        var rates = new DepositRates(Rate("stable_yield_bearing_pcv_deposit"), Rate("volatile_yield_bearing_pcv_deposit"), Rate("fei_money_market_pcv_deposit"));
        var (deposits, pcvYield) = DepositYields.Accrue(Deposits(before), rates, years, prices, pool.ProtocolFei / pool.Fei * item.Number("liquidity_pool_trading_fees"), Fidelity.Parity);
        Near(where, item.Number("pcv_yield"), pcvYield);
        Same(where + " accrued", item.GetProperty("after_accrual"), deposits);
        Same(where + " withdrawn", item.GetProperty("after_withdraw_period_91"), timestep % 91 == 0 ? DepositYields.Withdraw(deposits, prices) : deposits);
        Same(where + " reinvested", item.GetProperty("after_reinvest_period_30"), timestep % 30 == 0 ? DepositYields.Reinvest(deposits, prices) : deposits);
    }

    static ProtocolDeposits Deposits(JsonElement recorded)
    {
        var deposits = new ProtocolDeposits();
        foreach (var place in Enum.GetValues<PcvPlace>())
        {
            if (recorded.TryGetProperty(Name(place), out var deposit))
            {
                deposits = deposits.With(place, new PcvDeposit
                {
                    Balance = deposit.Number("balance"),
                    YieldAccrued = deposit.Number("yield_accrued"),
                    Value = deposit.TryGetProperty("asset_value", out var value) ? value.GetDouble() : 0,
                });
            }
        }

        return recorded.TryGetProperty("fei_money_market_pcv_deposit", out var market)
            ? deposits with { FeiMoneyMarket = market.Number("balance"), FeiMoneyMarketYield = market.Number("yield_accrued") }
            : deposits;
    }

    static string Name(PcvPlace place) => place switch
    {
        PcvPlace.StableIdle => "stable_idle_pcv_deposit",
        PcvPlace.StableYieldBearing => "stable_yield_bearing_pcv_deposit",
        PcvPlace.VolatileIdle => "volatile_idle_pcv_deposit",
        _ => "volatile_yield_bearing_pcv_deposit",
    };

    static void Same(string where, JsonElement recorded, ProtocolDeposits actual)
    {
        var expected = Deposits(recorded);
        Near(where + " lent FEI", expected.FeiMoneyMarket, actual.FeiMoneyMarket);
        Near(where + " interest", expected.FeiMoneyMarketYield, actual.FeiMoneyMarketYield);
        foreach (var place in Enum.GetValues<PcvPlace>())
        {
            Near($"{where} {place}", expected[place].Balance, actual[place].Balance, Math.Max(1, expected[place].Balance));
            Near($"{where} {place} accrued", expected[place].YieldAccrued, actual[place].YieldAccrued);
            if (expected[place].Value != 0)
                Near($"{where} {place} value", expected[place].Value, actual[place].Value);
        }
    }

    public static TheoryData<int, string> Rebalancings() => Vectors.Cases("e6_pcv_rebalancing.json");

    [Theory]
    [MemberData(nameof(Rebalancings))]
    public void BackingPolicy_RecordedCase_IsReproduced(int index, string note)
    {
        var item = Vectors.Case("e6_pcv_rebalancing.json", index);
        var (where, target) = ($"{index} {note}", item.Number("target"));
        var parameters = Parity with
        {
            RebalanceWhen = item.GetProperty("condition").GetString() == "lt" ? TargetBreach.Below : TargetBreach.Above,
            TargetStableBackingRatio = item.GetProperty("policy").GetString() == "stable_backing" ? target : null,
            TargetStablePcvRatio = item.GetProperty("policy").GetString() == "stable_backing" ? null : target,
        };
        var prices = new Prices { Fei = 1, Stable = item.Number("stable_asset_price"), Volatile = item.Number("volatile_asset_price") };
        var gap = BackingPolicy.Gap(
            new FeiSupply { UserCirculating = item.Number("total_user_circulating_fei") },
            new PcvTotals { Total = item.Number("total_pcv"), StableValue = item.Number("total_stable_asset_pcv") },
            new SystemMetrics { StableBackingRatio = item.Number("stable_backing_ratio"), StablePcvRatio = item.Number("stable_pcv_ratio") },
            parameters);
        var before = Deposits(item.GetProperty("before"));
        var isDue = item.GetProperty("timestep").GetInt32() % item.GetProperty("rebalancing_period").GetInt32() == 0;
        var after = isDue && gap is { } usd ? BackingPolicy.Move(before, usd, prices, parameters).Deposits : before;
        Same(where, item.GetProperty("after"), after);
    }

    public static TheoryData<int, string> Books() => Vectors.Cases("e7_accounting_metrics.json");

    [Theory]
    [MemberData(nameof(Books))]
    public void Accounts_RecordedCase_IsReproduced(int index, string note)
    {
        var item = Vectors.Case("e7_accounting_metrics.json", index);
        var where = $"{index} {note}";
        var balances = item.GetProperty("balances");
        double Of(string name) => balances.Number(name);
        var prices = new Prices { Fei = item.Number("fei_price"), Stable = item.Number("stable_asset_price"), Volatile = item.Number("volatile_asset_price") };
        var deposits = new ProtocolDeposits { FeiIdle = Of("fei_idle_pcv_deposit"), FeiMoneyMarket = Of("fei_money_market_pcv_deposit") };
        foreach (var place in Enum.GetValues<PcvPlace>())
            deposits = deposits.With(place, new PcvDeposit { Balance = Of(Name(place)) });
        var state = new FeiState
        {
            UserFei = Of("fei_idle_user_deposit") + Of("fei_savings_user_deposit") + Of("fei_liquidity_pool_user_deposit") + Of("fei_money_market_user_deposit"),
            Protocol = deposits,
            Pool = new LiquidityPool { ProtocolFei = Of("fei_liquidity_pool_pcv_deposit"), ProtocolVolatile = Of("volatile_liquidity_pool_pcv_deposit"), UserFei = Of("fei_liquidity_pool_user_deposit") },
            Market = new MarketState { Utilization = item.Number("fei_money_market_utilization") },
        };
        var supply = Accounts.Supply(state, Of("fei_money_market_user_deposit"), Fidelity.Parity);
        var pcv = Accounts.Pcv(state, prices);
        var metrics = Accounts.Metrics(supply, pcv, item.Number("pcv_yield"), item.Number("psm_mint_redeem_fees"), prices, item.Number("dt"));
        Near(where, item.Number("total_protocol_owned_fei"), supply.ProtocolOwned);
        Near(where, item.Number("total_user_circulating_fei"), supply.UserCirculating);
        Near(where, item.Number("total_fei_supply"), supply.Total);
        Near(where, item.Number("total_stable_asset_pcv_balance"), pcv.StableBalance);
        Near(where, item.Number("total_volatile_asset_pcv_balance"), pcv.VolatileBalance);
        Near(where, item.Number("total_stable_asset_pcv"), pcv.StableValue);
        Near(where, item.Number("total_volatile_asset_pcv"), pcv.VolatileValue);
        Near(where, item.Number("total_pcv"), pcv.Total);
        Near(where, item.Number("stable_backing_ratio"), metrics.StableBackingRatio);
        Near(where, item.Number("stable_pcv_ratio"), metrics.StablePcvRatio);
        Near(where, item.Number("collateralization_ratio"), metrics.CollateralizationRatio);
        Near(where, item.Number("pcv_yield_rate"), metrics.PcvYieldRate);
        Near(where, item.Number("protocol_equity"), metrics.Equity, pcv.Total);
        Near(where, item.Number("protocol_revenue"), metrics.Revenue);
    }
}
