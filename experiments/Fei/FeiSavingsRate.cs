using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Experiments.Fei;

/// <summary>What the savings rate does, and whether revenue pays for it: the original's notebook 2.</summary>
public static class FeiSavingsRate
{
    const double HalfAYear = 365 / 2.0;

    /// <summary>The experiment.</summary>
    public static Experiment<FeiState, FeiParameters> Create() => Experiment.Of(FeiProtocol.Create())
        .Named("fei-savings-rate")
        .Asks("Where does users' FEI go at a savings rate of 0.5 %, 3 %, 3 % for half a year and then nothing, nothing, 10 %, 12 % and 15 %, and when, if ever, does the rate cost more than the protocol earns?")
        .Parameters(new FeiParameters
        {
            SavingsRate = Process.Step(start: 0.03, level: 0, from: HalfAYear, until: 365),
            // The original asks this without the pool.
            Deposits = [.. new FeiParameters().Deposits.Where(deposit => deposit.Kind != DepositKind.LiquidityPool)],
        })
        .Timesteps(365).Runs(100).Seed(1)
        .Sweep(sweep => sweep.Zip(zip => zip
            .Set(parameters => parameters.SavingsRate.Kind, ProcessKind.Constant, ProcessKind.Constant, ProcessKind.Step, ProcessKind.Constant, ProcessKind.Constant, ProcessKind.Constant, ProcessKind.Constant)
            .Set(parameters => parameters.SavingsRate.Start, 0.005, 0.03, 0.03, 0, 0.10, 0.12, 0.15)))
        .Metric("market share", run => run.Final(state => state.Balances[0] / state.UserFei))
        .Metric("savings share", run => run.Final(state => state.Balances[1] / state.UserFei))
        .Metric("idle share", run => run.Final(state => state.Balances[2] / state.UserFei))
        .Metric("P(market > 30 %)", run => run.Final(state => state.Balances[0] > 0.3 * state.UserFei ? 1 : 0))
        .Metric("P(savings > 60 %)", run => run.Final(state => state.Balances[1] > 0.6 * state.UserFei ? 1 : 0))
        .Metric("P(idle > 10 %)", run => run.Final(state => state.Balances[2] > 0.1 * state.UserFei ? 1 : 0))
        .Metric("P(savings > market)", run => run.Of(run => Kpis.Path(run, state => state.Balances[1] - state.Balances[0]).Sum() > 0 ? 1 : 0))
        .Metric("market rate", run => run.Mean(state => state.Market.DepositRate))
        .Metric("year's revenue", run => run.Sum(state => state.Metrics.Revenue))
        .Metric("year's expenditure", run => run.Sum(state => state.SavingsExpenditure))
        .Metric("final daily profit", run => run.Final(state => state.ProtocolProfit))
        .Metric("first deficit", run => run.FirstTime(state => state.ProtocolProfit < 0));
}
