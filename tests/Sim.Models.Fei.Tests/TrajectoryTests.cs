using System.Text.Json;
using Sim.Framework;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests;

/// <summary>The whole model in parity mode, with the processes of the original's two recorded years.</summary>
public sealed class TrajectoryTests
{
    /// <summary>Relative to the largest value of the column; the vectors state 1e-9 for trajectories.</summary>
    const double Tolerance = 1e-9;

    const int Timesteps = 365;

    static readonly string[] Order =
        ["fei_liquidity_pool_user_deposit", "fei_money_market_user_deposit", "fei_savings_user_deposit", "fei_idle_user_deposit"];

    public static TheoryData<string> Files() => new("f1_trajectory_default.json", "f3_trajectory_exogenous.json");

    static readonly Dictionary<string, Func<FeiState, double>> Columns = new()
    {
        ["total_fei_supply"] = state => state.Supply.Total,
        ["total_protocol_owned_fei"] = state => state.Supply.ProtocolOwned,
        ["total_user_circulating_fei"] = state => state.Supply.UserCirculating,
        ["fei_minted_redeemed"] = state => state.Trade.FeiMinted,
        ["psm_mint_redeem_fees"] = state => state.MintRedeemFees,
        ["fei_price"] = state => state.Price.Fei,
        ["volatile_asset_price"] = state => state.Price.Volatile,
        ["stable_asset_price"] = state => state.Price.Stable,
        ["volatile_asset_price_mean"] = state => state.Risk.Mean,
        ["volatile_asset_risk_metric"] = state => state.Risk.Metric,
        ["volatile_asset_risk_metric_min"] = state => state.Risk.Min,
        ["volatile_asset_risk_metric_max"] = state => state.Risk.Max,
        ["liquidity_pool_invariant"] = state => state.Pool.Invariant,
        ["liquidity_pool_tvl"] = state => state.Trade.ValueLocked,
        ["liquidity_pool_fei_source_sink"] = state => -state.Trade.FeiMinted,
        ["liquidity_pool_impermanent_loss"] = state => state.Trade.ImpermanentLoss,
        ["liquidity_pool_trading_fees"] = state => state.Trade.Fees,
        ["liquidity_pool_liquidity_tokens"] = state => state.Pool.Tokens,
        ["fei_money_market_borrowed"] = state => state.Market.Borrowed,
        ["fei_money_market_utilization"] = state => state.Market.Utilization,
        ["fei_money_market_borrow_rate"] = state => state.Market.BorrowRate,
        ["fei_money_market_supply_rate"] = state => state.Market.SupplyRate,
        ["fei_savings_rate"] = state => state.SavingsRate,
        ["total_pcv"] = state => state.Pcv.Total,
        ["total_stable_asset_pcv_balance"] = state => state.Pcv.StableBalance,
        ["total_volatile_asset_pcv_balance"] = state => state.Pcv.VolatileBalance,
        ["total_stable_asset_pcv"] = state => state.Pcv.StableValue,
        ["total_volatile_asset_pcv"] = state => state.Pcv.VolatileValue,
        ["stable_backing_ratio"] = state => state.Metrics.StableBackingRatio,
        ["stable_pcv_ratio"] = state => state.Metrics.StablePcvRatio,
        ["collateralization_ratio"] = state => state.Metrics.CollateralizationRatio,
        ["pcv_yield"] = state => state.PcvYield,
        ["pcv_yield_rate"] = state => state.Metrics.PcvYieldRate,
        ["protocol_equity"] = state => state.Metrics.Equity,
        ["protocol_revenue"] = state => state.Metrics.Revenue,
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Parity_RecordedProcesses_FollowTheOriginalForAYear(string file)
    {
        var record = Vectors.Load(file);
        var states = Run(record, Fidelity.Parity, Framework.Record.EveryTimestep).Column(state => state);
        Assert.Equal(Timesteps + 1, states.Length);
        Assert.Equal(record.GetProperty("state").EnumerateObject().Select(column => column.Name).Order(), Columns.Keys.Order());
        var worst = 0.0;
        foreach (var column in record.GetProperty("state").EnumerateObject())
            worst = Math.Max(worst, Compare($"{file} {column.Name}", column.Value.Numbers(), Columns[column.Name]));
        foreach (var deposit in record.GetProperty("deposits").EnumerateObject())
        {
            foreach (var field in deposit.Value.EnumerateObject())
                worst = Math.Max(worst, Compare($"{file} {deposit.Name} {field.Name}", field.Value.Numbers(), DepositField(deposit.Name, field.Name)));
        }

        Vectors.Report(file, worst);

        double Compare(string where, double[] recorded, Func<FeiState, double> actual)
        {
            var scale = Math.Max(1e-300, recorded.Where(double.IsFinite).Max(Math.Abs));
            var compared = Enumerable.Range(0, Timesteps + 1).Where(timestep => double.IsFinite(recorded[timestep])).ToArray();
            // Null in the record is what the original has not computed yet: the first two rows at most.
            Assert.True(compared.Length >= Timesteps - 1, $"{where}: {compared.Length} values");
            return Vectors.Compare(where, [.. compared.Select(timestep => recorded[timestep])], [.. compared.Select(timestep => actual(states[timestep]))], Tolerance * scale) / scale;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Parity_EachRebalancing_WantsAndLeavesWhatTheOriginalDid(string file)
    {
        var record = Vectors.Load(file);
        var cam = record.GetProperty("cam");
        Assert.Equal(Order, cam.GetProperty("deposit_order").EnumerateArray().Select(name => name.GetString()!));
        var (targets, matrices, remainders, notMet) = (cam.Rows("target_weights"), cam.Rows("rebalance_matrix_upper"), cam.Rows("remainder"), cam.Numbers("transfers_not_met"));
        var rows = Run(record, Fidelity.Parity, Framework.Record.EverySubstep).Rows;
        var before = rows.Where(row => row.Substep == 13).Select(row => row.State).ToArray();
        var after = rows.Where(row => row.Substep == 14).Select(row => row.State).ToArray();
        Assert.Equal((Timesteps, Timesteps), (before.Length, after.Length));
        var (changes, wanted) = (new double[4], new double[6]);
        for (var row = 0; row < Timesteps; row++)
        {
            var (where, total) = ($"{file} timestep {row + 1}", before[row].UserFei);
            Vectors.Compare($"{where} weights", targets[row], before[row].TargetWeights.Span, Tolerance);
            Rebalancing.NetChanges(before[row].Balances.Span, before[row].TargetWeights.Span, before[row].Layout.Rate, Fidelity.Parity, changes);
            TransferFlows.Parity(changes, wanted);
            Vectors.Compare($"{where} flows", matrices[row], wanted, Tolerance * total);
            Vectors.Compare($"{where} remainder", remainders[row], after[row].Remainder.Span, Tolerance * total);
            // The record counts a transfer as not met from this amount on (FEI).
            var missed = wanted.Zip(after[row].Flows.Span.ToArray(), static (want, made) => Math.Abs(want - made)).Max() > 1e-3;
            Assert.True(missed == (notMet[row] != 0), $"{where}: transfers_not_met should not be {missed}");
        }
    }

    [Fact]
    public void Parity_RecordedProcesses_CreateFeiAndCutTransfersAsTheOriginalDid()
    {
        // In the size that was measured on the original: what the corrected mode removes.
        var created = Run(Vectors.Load("f1_trajectory_default.json"), Fidelity.Parity, Framework.Record.EveryTimestep).Column(state => Math.Abs(state.FeiCreated));
        Assert.Equal(165, created.Count(static fei => fei > 1e-3));
        Assert.Equal(1286, created.Sum(), 0.5);
        Assert.Equal(42, created.Max(), 0.5);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Corrected_RecordedProcesses_CreateNoFeiAndLeaveNothingUnmet(string file)
    {
        var states = Run(Vectors.Load(file), Fidelity.Corrected, Framework.Record.EveryTimestep).Column(state => state);
        Assert.All(states, state => Assert.Equal((0.0, 0.0), (state.FeiCreated, state.Unmet)));
    }

    static Results<FeiState, FeiParameters> Run(JsonElement record, Fidelity fidelity, Framework.Record recording)
    {
        var parameters = RecordedYear.Parameters(record) with { Fidelity = fidelity };
        var results = Experiment.Of(FeiProtocol.Create()).Parameters(parameters).Timesteps(Timesteps).Record(recording).Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(results.Outcome.Failures);
        return results;
    }

    static Func<FeiState, double> DepositField(string deposit, string field)
    {
        var user = Array.IndexOf(Order, deposit);
        if (user >= 0)
        {
            return field switch
            {
                "balance" => state => state.Balances[user],
                "asset_value" => state => state.Balances[user] * state.Price.Fei,
                "yield_rate" => state => state.YieldRates[user],
                _ => _ => 0,
            };
        }

        Func<FeiState, PcvDeposit> protocol = deposit switch
        {
            "stable_idle_pcv_deposit" => state => state.Protocol.StableIdle,
            "stable_yield_bearing_pcv_deposit" => state => state.Protocol.StableYieldBearing,
            "volatile_idle_pcv_deposit" => state => state.Protocol.VolatileIdle,
            "volatile_yield_bearing_pcv_deposit" => state => state.Protocol.VolatileYieldBearing,
            "fei_idle_pcv_deposit" => state => PcvDeposit.Of(state.Protocol.FeiIdle, state.Price.Fei),
            // The original never values the protocol's loans.
            "fei_money_market_pcv_deposit" => state => new PcvDeposit { Balance = state.Protocol.FeiMoneyMarket, YieldAccrued = state.Protocol.FeiMoneyMarketYield },
            "fei_liquidity_pool_pcv_deposit" => state => PcvDeposit.Of(state.Pool.ProtocolFei, state.Price.Fei),
            "volatile_liquidity_pool_pcv_deposit" => state => PcvDeposit.Of(state.Pool.ProtocolVolatile, state.Price.Volatile),
            "volatile_liquidity_pool_user_deposit" => state => PcvDeposit.Of(state.Pool.UserVolatile, state.Price.Volatile),
            _ => throw new InvalidOperationException($"The record has a deposit {deposit} that the model lacks."),
        };
        return field switch
        {
            "balance" => state => protocol(state).Balance,
            "asset_value" => state => protocol(state).Value,
            "yield_accrued" => state => protocol(state).YieldAccrued,
            _ => state => deposit switch
            {
                "fei_money_market_pcv_deposit" => state.Market.DepositRate,
                _ when deposit.Contains("yield_bearing", StringComparison.Ordinal) => 0.1,
                _ when deposit.Contains("liquidity_pool", StringComparison.Ordinal) => state.Trade.YieldRate,
                _ => 0,
            },
        };
    }
}
