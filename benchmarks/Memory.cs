using System.Diagnostics;
using System.Globalization;
using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Benchmarks.Ten, Sim.Benchmarks.TenParameters>;

namespace Sim.Benchmarks;

/// <summary>Ten state variables.</summary>
public record struct Ten
{
    public double A { get; set; }
    public double B { get; set; }
    public double C { get; set; }
    public double D { get; set; }
    public double E { get; set; }
    public double F { get; set; }
    public double G { get; set; }
    public double H { get; set; }
    public double I { get; set; }
    public double J { get; set; }
}

/// <summary>No parameters.</summary>
public sealed record TenParameters;

/// <summary>The memory that a large sweep takes: 2,000 runs of 1,000 timesteps and 10 random walks, written to Parquet.</summary>
static class Memory
{
    public static async Task Run(TextWriter output)
    {
        var model = Model.Define<Ten, TenParameters>("ten walks")
            .Block("walk", block => block.Apply(writes: state => new { state.A, state.B, state.C, state.D, state.E, state.F, state.G, state.H, state.I, state.J }, Walk))
            .Build();
        var folder = Directory.CreateTempSubdirectory("sim-memory-").FullName;
        try
        {
            foreach (var runs in new[] { 2_000, 8_000 })
            {
                var outcome = await Experiment.Of(model).Timesteps(1_000).Runs(runs).WriteAsync(Path.Combine(folder, "data"), mode: WriteMode.Overwrite);
                var size = Directory.EnumerateFiles(folder, "*.parquet", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{runs} runs x 1,000 timesteps x 10 variables: {outcome.Elapsed.TotalSeconds:F1} s, {size / 1e6:F0} MB on disk, peak resident so far {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MB"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static void Walk(Step step, ref Ten next)
    {
        var random = step.Random;
        next.A += random.Normal();
        next.B += random.Normal();
        next.C += random.Normal();
        next.D += random.Normal();
        next.E += random.Normal();
        next.F += random.Normal();
        next.G += random.Normal();
        next.H += random.Normal();
        next.I += random.Normal();
        next.J += random.Normal();
    }
}
