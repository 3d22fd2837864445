using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Experiments.Populations, Sim.Experiments.Rates>;

namespace Sim.Experiments;

// <readme-model>
/// <summary>The state: each property is a state variable.</summary>
public record struct Populations
{
    /// <summary>Prey alive.</summary>
    [Unit("animals")] public double Prey { get; set; }

    /// <summary>Predators alive.</summary>
    [Unit("animals")] public double Predators { get; set; }
}

/// <summary>The parameters; the defaults are the base case.</summary>
public sealed record Rates
{
    /// <summary>Births per prey.</summary>
    [Unit("1/day")] public double PreyBirth { get; init; } = 1.0;

    /// <summary>Prey that a predator eats, per prey that there is.</summary>
    [Unit("1/(animal day)")] public double Predation { get; init; } = 0.05;

    /// <summary>Predators born per prey that is eaten.</summary>
    [Unit("ratio")] public double Conversion { get; init; } = 0.5;

    /// <summary>Deaths per predator.</summary>
    [Unit("1/day")] public double PredatorDeath { get; init; } = 0.5;

    /// <summary>How far the weather shifts the birth rate from one timestep to the next, as a standard deviation.</summary>
    [Unit("ratio"), Range(0, 1)] public double Weather { get; init; } = 0.2;

    /// <summary>The length of a timestep.</summary>
    [Unit("days"), Range(0, 1)] public double Days { get; init; } = 0.01;
}

/// <summary>What the policies of the block signal: animals gained and lost. Signals are added up.</summary>
public readonly record struct Flow(double Prey, double Predators);

/// <summary>Predators and prey: Lotka 1925 and Volterra 1926 in explicit Euler steps, with weather.</summary>
public static class PredatorPrey
{
    public static Model<Populations, Rates> Create() => Model.Define<Populations, Rates>("predator-prey")
        .StartFrom(rates => new Populations { Prey = 50, Predators = 15 })
        .Block<Flow>("births and deaths", block => block
            .Policy("births", Births)
            .Policy("predation", Predation)
            .Policy("growth", Growth)
            .Policy("deaths", Deaths)
            .Update(state => state.Prey, (step, flow) => step.State.Prey + flow.Prey)
            .Update(state => state.Predators, (step, flow) => step.State.Predators + flow.Predators))
        .Invariant("no negative population", step => step.State.Prey >= 0 && step.State.Predators >= 0)
        .Build();

    static Flow Births(Step step)
    {
        var weather = step.Parameters.Weather > 0 ? 1 + (step.Parameters.Weather * step.Random.Normal()) : 1;
        return new Flow(step.Parameters.PreyBirth * weather * step.State.Prey * step.Parameters.Days, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]   // worth a factor of two: docs/decisions/002
    static Flow Predation(Step step) => new(-Eaten(step), 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Flow Growth(Step step) => new(0, step.Parameters.Conversion * Eaten(step));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Flow Deaths(Step step) => new(0, -step.Parameters.PredatorDeath * step.State.Predators * step.Parameters.Days);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Eaten(Step step) => step.Parameters.Predation * step.State.Prey * step.State.Predators * step.Parameters.Days;
}
// </readme-model>
