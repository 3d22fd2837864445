using Sim.Framework;
using Sim.Models.Bridge;

namespace Sim.Experiments.Bridge;

/// <summary>What happened on Interlay in 2024: nobody burnt at a threshold of 105 % while the token cost 7.4 % more than bitcoin, and a slash near the threshold sank the liquidation vault.</summary>
/// <remarks>Source: interlay.subsquare.io, referendum 117 and post 37.</remarks>
public static class Bridge2024Experiment
{
    const int Week = 7;

    /// <summary>The experiment: the variant "burns" sweeps threshold and premium, the variant "slashes" sweeps the punishment.</summary>
    public static Experiment<BridgeState, BridgeParameters> Create() => Experiment.Of(BridgeVaults.Create()).Named("bridge-2024")
        .Asks("Is it true that nobody burns at a liquidation threshold of 105 % and a token premium of 7.4 %, that they do at 110 %, and that a punishment of 10 % near the threshold leaves the liquidation vault below 100 %?")
        .Timesteps(60).Runs(400).Seed(2024)
        .Record(Record.MetricsOnly)
        .Parameters(Burns)
        .Sweep(sweep => sweep
            .Grid(parameters => parameters.Wrapped.Premium, 0, 0.07367)
            .Zip(thresholds => thresholds
                .Set(parameters => parameters.Collateral.Liquidation, 1.05, 1.10, 1.15)
                .Set(parameters => parameters.Collateral.Premium, 1.05, 1.10, 1.15)))
        .BaseVariant("burns")
        .Variant("slashes", BridgeVaults.Create(), Slashes, timesteps: 14, sweep: sweep => sweep.Grid(parameters => parameters.Protocol.PunishmentFee, 0.0, 0.02, 0.05, 0.10))
        .Metric("liquidation", run => run.Final(state => state.LiquidatedVaults > 0 ? 1 : 0))
        .Metric("somebody burns at once", run => run.Of(run => BurntShare(run, 0) is { } share ? (share > 0 ? 1 : 0) : null))
        .Metric("burnt at once", run => run.Of(run => BurntShare(run, 0)))
        .Metric("burnt in a week", run => run.Of(run => BurntShare(run, Week)))
        .Metric("unprofitable days", run => run.Final(state => state.Totals.UnprofitableDays))
        .Metric("arbitrage profit", run => run.Final(state => state.Totals.ArbitrageProfit))
        .Metric("below 100 %", run => run.Of(IsBelowPar))
        .Metric("punishment paid", run => run.Final(state => state.Totals.PunishmentPaid));

    /// <summary>Vaults at the secure threshold whose operators do not look, and a token whose pool holds what Interlay's stableswap did.</summary>
    static BridgeParameters Burns => new()
    {
        Collateral = new() { Secure = 1.40 },
        Wrapped = new() { PoolDepth = 53.384 },
        Operators = new() { TargetBuffer = 0, TargetSpread = 0.05, CheckPeriod = 0, Reserve = 0, OwnTokens = 0 },
        Protocol = new() { PremiumFee = 0 },
    };

    /// <summary>Vaults of one bitcoin close above a threshold of 105 %, in a quiet market, that miss some redeems; nobody burns, so that only prices and slashes move what the liquidation vault holds.</summary>
    static BridgeParameters Slashes => new()
    {
        Vaults = 20,
        Supply = 20,
        Collateral = new() { Volatility = 0.01, Secure = 1.10, Premium = 1.05, Liquidation = 1.05 },
        Users = new() { IssueRate = 0, RedeemRate = 0.05, RequestSize = 1, RequestSpread = 0.5, RetryShare = 1 },
        Operators = new() { TargetBuffer = 0, TargetSpread = 0, SizeSpread = 0, CheckPeriod = 0, Reserve = 0, OwnTokens = 0, OfflineRate = 0.05, OfflineDays = 5 },
        Protocol = new() { PremiumFee = 0 },
        Arbitrage = new() { BurnBudget = 0 },
    };

    /// <summary>Of what was liquidated up to so many days after the first liquidation, the share that was burnt by then; null when nothing was.</summary>
    static double? BurntShare(Trajectory<BridgeState, BridgeParameters> run, int days)
    {
        var first = 0;
        while (first < run.States.Length && run.States[first].LiquidatedVaults == 0)
            first++;
        if (first + days >= run.States.Length)
            return null;
        var totals = run.States[first + days].Totals;
        return totals.Burnt / totals.Liquidated;
    }

    /// <summary>Whether a liquidation vault was ever worth less than its debt; null when there was no liquidation.</summary>
    static double? IsBelowPar(Trajectory<BridgeState, BridgeParameters> run)
    {
        if (run.States[^1].LiquidatedVaults == 0)
            return null;
        foreach (ref readonly var state in run.States)
        {
            if (state.Solvency.LiquidationRatio < 1)
                return 1;
        }

        return 0;
    }
}
