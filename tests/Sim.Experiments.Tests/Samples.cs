using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Experiments.Tests;

public enum Mood
{
    Calm,
    Restless,
}

/// <summary>A state with every kind of column.</summary>
public record struct Sample
{
    /// <summary>A number that needs all its digits.</summary>
    [Unit("m")] public double Number { get; set; }

    /// <summary>A number that is there at even timesteps only.</summary>
    [Unit("m")] public double? Maybe { get; set; }

    /// <summary>A whole number.</summary>
    [Unit("")] public int Count { get; set; }

    /// <summary>A large whole number.</summary>
    [Unit("")] public long Large { get; set; }

    /// <summary>A flag.</summary>
    [Unit("")] public bool Flag { get; set; }

    /// <summary>One of two words.</summary>
    [Unit("")] public Mood Mood { get; set; }

    /// <summary>A text with all that CSV must quote.</summary>
    [Unit("")] public string? Text { get; set; }

    /// <summary>A list.</summary>
    [Unit("m")] public Vector List { get; set; }
}

public sealed record SampleParameters
{
    /// <summary>What is added in a timestep.</summary>
    [Unit("m"), Range(0, 10)] public double Growth { get; init; } = 0.1;

    /// <summary>The timestep at which runs of an even number fail; never at 0.</summary>
    [Unit("timesteps")] public int FailAt { get; init; }

    /// <summary>Where the list starts.</summary>
    [Unit("m")] public Vector Start { get; init; } = Vector.Of(1, 2);

    /// <summary>A word.</summary>
    [Unit("")] public Mood Mood { get; init; }

    /// <summary>Nested parameters.</summary>
    public Market Market { get; init; } = new();
}

public sealed record Market
{
    /// <summary>The kink.</summary>
    [Unit("ratio")] public double Kink { get; init; } = 0.8;
}

/// <summary>Small experiments that do what the shipped ones do not: fail, be cancelled, have every type of column.</summary>
public static class Samples
{
    static readonly Model<Sample, SampleParameters> Model = Framework.Model.Define<Sample, SampleParameters>("sample")
        .StartFrom(parameters => new Sample { List = parameters.Start, Mood = parameters.Mood })
        .Block("grow", block => block
            .Update(state => state.Number, step => Number(step))
            .Update(state => state.Maybe, step => step.Timestep % 2 == 0 ? step.Timestep : null)
            .Update(state => state.Count, step => step.State.Count + 1)
            .Update(state => state.Large, step => long.MaxValue - step.Timestep)
            .Update(state => state.Flag, step => !step.State.Flag)
            .Update(state => state.Mood, step => step.State.Flag ? Mood.Calm : Mood.Restless)
            .Update(state => state.Text, step => step.Timestep == 1 ? null : "a \"b\", c\nd")
            .Update(state => state.List, (step, next) => next[0] += step.Parameters.Growth))
        .Build();

    /// <summary>Four runs of three timesteps.</summary>
    public static Experiment<Sample, SampleParameters> Create() => Experiment.Of(Model)
        .Asks("Does every column survive?")
        .Timesteps(3).Runs(4)
        .Metric("final number", run => run.Final(state => state.Number))
        .Metric("first restless", run => run.FirstTime(state => state.Count > 100));

    /// <summary>A catalog of one.</summary>
    public static Catalog Catalog(Func<IExperiment> create) => new((create().Name, create));

    public static Catalog Catalog() => Catalog(Create);

    static double Number(Step<Sample, SampleParameters> step) =>
        step.Parameters.FailAt > 0 && step.Timestep == step.Parameters.FailAt && step.Run % 2 == 0
            ? throw new InvalidOperationException("Meant to fail.")
            : (step.State.Number + step.Parameters.Growth) / 3;
}
