using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Experiments.Fei;

/// <summary>Users who want shares that are drawn, not earned: the concentrations of the original's archive.</summary>
public static class FeiExogenous
{
    /// <summary>The experiment.</summary>
    public static Experiment<FeiState, FeiParameters> Create()
    {
        var model = FeiProtocol.Create();
        return Experiment.Of(model)
            .Named("fei-exogenous")
            .Asks("Where does users' FEI go, and how restless is it, if their wishes are drawn from Dirichlet laws of different concentration?")
            .Parameters(Concentrated(1, 1, 1, 1))
            .Timesteps(365).Runs(100).Seed(1)
            .BaseVariant("1, 1, 1, 1")
            .Variant("0.5, 3, 3, 1", model, Concentrated(0.5, 3, 3, 1))
            .Variant("5, 1, 5, 1", model, Concentrated(5, 1, 5, 1))
            .Variant("1, 1, 10, 1", model, Concentrated(1, 1, 10, 1))
            .Metric("pool share", run => run.Mean(state => state.Balances[0] / state.UserFei))
            .Metric("market share", run => run.Mean(state => state.Balances[1] / state.UserFei))
            .Metric("savings share", run => run.Mean(state => state.Balances[2] / state.UserFei))
            .Metric("idle share", run => run.Mean(state => state.Balances[3] / state.UserFei))
            .Metric("mean daily flow", run => run.Mean(state => state.GrossFlow))
            .Metric("mean collateralization", run => run.Mean(state => state.Metrics.CollateralizationRatio))
            .Metric("final pool value", run => run.Final(state => state.Trade.ValueLocked));
    }

    static FeiParameters Concentrated(params double[] concentrations) => new()
    {
        WeightSource = WeightSource.Exogenous,
        Deposits = [.. new FeiParameters().Deposits.Zip(concentrations, (deposit, concentration) => deposit with { Concentration = concentration })],
    };
}
