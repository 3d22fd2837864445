using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Benchmarks.Models.Count, Sim.Benchmarks.Models.CountParameters>;

namespace Sim.Benchmarks.Models;

/// <summary>The state of the smallest model there is.</summary>
public record struct Count
{
    /// <summary>How much has been counted.</summary>
    public double Value { get; set; }
}

/// <summary>Its parameters.</summary>
public sealed record CountParameters
{
    /// <summary>What each timestep adds.</summary>
    public double Increment { get; init; } = 1.25;
}

/// <summary>One block, one update, no policy: what the engine costs when a model costs nothing.</summary>
public static class Counter
{
    public static Model<Count, CountParameters> Create() => Model.Define<Count, CountParameters>("counter")
        .Block("count", block => block.Update(state => state.Value, (Step step) => step.State.Value + step.Parameters.Increment))
        .Build();

    public static double ByHand(int timesteps)
    {
        var parameters = new CountParameters();
        var value = 0.0;
        for (var timestep = 1; timestep <= timesteps; timestep++)
            value += parameters.Increment;
        return value;
    }
}
