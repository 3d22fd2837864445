using System.ComponentModel.DataAnnotations;
using Sim.Framework.Tests.Recording;

namespace Sim.Framework.Tests.Survival;

public record struct Walk
{
    /// <summary>Where the walker stands.</summary>
    [Unit("m")] public double Place { get; set; }
}

public sealed record Walking
{
    /// <summary>How far a step goes, as a standard deviation.</summary>
    [Unit("m"), Range(0, 10)] public double Stride { get; init; } = 1;

    /// <summary>Whether runs of a number that 7 divides fail at timestep 5.</summary>
    [Unit("")] public bool Stumbles { get; init; }

    /// <summary>How long the walker sleeps in the timestep after that.</summary>
    [Unit("ms")] public int Sleep { get; init; }
}

/// <summary>A random walk of many small parts, for tests of what becomes of them.</summary>
static class Walks
{
    public static Model<Walk, Walking> Model { get; } = Framework.Model.Define<Walk, Walking>("walk")
        .Block("step", block => block.Update(state => state.Place, step =>
        {
            if (step.Parameters.Stumbles && step.Run % 7 == 0 && step.Timestep == 5)
                throw new InvalidOperationException("Stumbled.");
            return step.State.Place + (step.Parameters.Stride * step.Random.Normal());
        }))
        .Build();

    /// <summary>Two subsets of runs of 10,000 timesteps, every 100th recorded: five runs a part.</summary>
    public static Experiment<Walk, Walking> Create(int runs = 40, bool stumbles = false) => Experiment.Of(Model)
        .Parameters(new Walking { Stumbles = stumbles })
        .Timesteps(10_000).Runs(runs).Seed(5).Record(Record.Every(100)).Threads(2)
        .Sweep(sweep => sweep.Grid(walking => walking.Stride, 1, 2))
        .Metric("end", run => run.Final(state => state.Place))
        .Metric("farthest", run => run.Max(state => state.Place));

    /// <summary>Every file of a dataset but the times in its manifest.</summary>
    public static SortedDictionary<string, string> Bytes(TempFolder folder) => new(
        Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder.Path, file),
            file => file.EndsWith("manifest.json", StringComparison.Ordinal)
                ? string.Join('\n', File.ReadLines(file).Where(line => !line.Contains("\"seconds\"", StringComparison.Ordinal) && !line.Contains("\"started\"", StringComparison.Ordinal)))
                : Convert.ToHexString(File.ReadAllBytes(file))),
        StringComparer.Ordinal);

    public static async Task<SortedDictionary<string, string>> Uninterrupted(Experiment<Walk, Walking> experiment)
    {
        using var folder = new TempFolder();
        await experiment.WriteAsync(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        return Bytes(folder);
    }
}
