using Sim.Framework;
using Sim.Models.Fei;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Experiments.Fei;

/// <summary>Routes between deposits: all of them, only those through the idle deposit, the same with tolls and limits, and savings that hold on to what they have.</summary>
public static class FeiRoutes
{
    const int Pool = 0, Market = 1, Savings = 2, Idle = 3;

    /// <summary>The experiment.</summary>
    public static Experiment<FeiState, FeiParameters> Create()
    {
        var model = FeiProtocol.Create();
        return Experiment.Of(model)
            .Named("fei-routes")
            .Asks("How much FEI moves, what does it cost and what stays unmet, if FEI can move between any two deposits, only by way of the idle one, or there at a price and up to 2 million a day, and if savings are slow or impossible to leave?")
            .Timesteps(365).Runs(100).Seed(1)
            .BaseVariant("every route")
            .Variant("through idle", model, new FeiParameters { Routes = [new(Pool, Idle), new(Market, Idle), new(Savings, Idle)] })
            .Variant("priced", model, new FeiParameters
            {
                Routes = [new(Pool, Idle, Cost: 0.003), new(Market, Idle, Cost: 0.0005), new(Savings, Idle, Cost: 0.0005), new(Market, Savings, Cost: 0.002)],
            })
            .Variant("priced and narrow", model, new FeiParameters
            {
                Routes = [new(Pool, Idle, 2e6, 0.003), new(Market, Idle, 2e6, 0.0005), new(Savings, Idle, 2e6, 0.0005), new(Market, Savings, 2e6, 0.002)],
            })
            .Variant("slow out of savings", model, new FeiParameters
            {
                Routes = [new(Pool, Idle), new(Market, Idle), TransferRoute.OneWay(from: Idle, to: Savings), TransferRoute.OneWay(from: Savings, to: Idle, capacity: 0.1e6)],
            })
            .Variant("never out of savings", model, new FeiParameters { Routes = [new(Pool, Idle), new(Market, Idle), TransferRoute.OneWay(from: Idle, to: Savings)] })
            .Metric("mean daily flow", run => run.Mean(state => state.GrossFlow))
            .Metric("year's cost", run => run.Sum(state => state.TransferCost))
            .Metric("mean unmet", run => run.Mean(state => state.Unmet))
            .Metric("idle share", run => run.Final(state => state.Balances[3] / state.UserFei))
            .Metric("savings share", run => run.Final(state => state.Balances[2] / state.UserFei))
            .Metric("half in savings", run => run.FirstTime(state => state.Balances[2] > 0.5 * state.UserFei));
    }
}
