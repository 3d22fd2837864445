using System.Diagnostics;
using System.Globalization;
using Sim.Framework;
using Sim.Framework.Execution;
using Sim.Framework.Recording;

namespace Sim.Benchmarks;

/// <summary>What planning costs, from a thousand runs to a billion: time, memory, parts, and the size of the manifest.</summary>
static class Scale
{
    public static void Run(TextWriter output)
    {
        output.WriteLine(Text($"{"subsets",12}{"runs each",14}{"runs",16}{"parts",10}{"plan, ms",10}{"kB kept",9}{"last part, µs",15}{"manifest, kB",14}"));
        Measure(TextWriter.Null, 10, 100);
        foreach (var runs in new[] { 100, 100_000, 100_000_000 })
            Measure(output, 10, runs);
        foreach (var subsets in new[] { 1_000, 1_000_000 })
            Measure(output, subsets, 1_000);
    }

    static void Measure(TextWriter output, int subsets, int runs)
    {
        var steps = (int)Math.Round(Math.Cbrt(subsets));
        var experiment = Experiments.PredatorPreyExperiment.Create().Timesteps(365).Runs(runs).Record(Record.MetricsOnly);
        experiment = subsets == 10
            ? experiment.Sweep(sweep => sweep.Grid(rates => rates.PreyBirth, Values(subsets)))
            : experiment.Sweep(sweep => sweep.Grid(rates => rates.PreyBirth, Values(steps)).Grid(rates => rates.PredatorDeath, Values(steps)).Grid(rates => rates.Weather, Values(steps)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var plan = experiment.Settings.Plan();
        var planned = clock.Elapsed;
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        clock.Restart();
        var last = plan.Layout[plan.Layout.Count - 1];
        plan.Simulations[0].ParametersOf(plan.Layout.IdOf(last.First + last.Count - 1).Subset);
        var found = clock.Elapsed;
        var manifest = Manifest.PlanOf(experiment.Settings, plan, new RowSchema<Experiments.Populations, Experiments.Rates>(plan.Simulations[0].Model.Schema, plan.Swept)).ToJsonString();
        output.WriteLine(Text($"{subsets,12:N0}{runs,14:N0}{plan.Units,16:N0}{plan.Layout.Count,10:N0}{planned.TotalMilliseconds,10:F2}{kept / 1024.0,9:F1}{found.TotalMicroseconds,15:F1}{manifest.Length / 1024.0,14:F1}"));
    }

    static double[] Values(int count) => [.. Enumerable.Range(1, count).Select(value => (double)value / count)];

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
