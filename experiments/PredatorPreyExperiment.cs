using Sim.Framework;

namespace Sim.Experiments;

/// <summary>Predators and prey under weather: the README's worked example.</summary>
public static class PredatorPreyExperiment
{
    // <readme-experiment>
    public static Experiment<Populations, Rates> Create() => Experiment.Of(PredatorPrey.Create())
        .Asks("How high do prey peak, and how soon do they become scarce, for different rates of birth and death?")
        .Timesteps(1_000).Runs(200).Seed(42)
        .Sweep(sweep => sweep
            .Grid(rates => rates.PreyBirth, 0.8, 1.0, 1.2)
            .Grid(rates => rates.PredatorDeath, 0.4, 0.5))
        .Metric("peak prey", run => run.Max(state => state.Prey))
        .Metric("mean predators", run => run.Mean(state => state.Predators))
        .Metric("first scarcity", run => run.FirstTime(state => state.Prey < 10));
    // </readme-experiment>
}
