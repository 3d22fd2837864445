using System.Diagnostics;
using System.Globalization;
using Sim.Framework;

namespace Sim.Benchmarks;

/// <summary>Whether a long sweep keeps its speed and its memory: 200,000 runs of predators and prey, with rows, metrics and failures.</summary>
static class Soak
{
    const int Windows = 10;

    public static async Task Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("sim-soak-").FullName;
        var seen = new List<(double Share, double Seconds, double Memory)>();
        try
        {
            var experiment = Experiment.Of(Experiments.PredatorPrey.Create()).Timesteps(2000).Runs(200_000).Seed(42).Record(Record.LastOnly)
                .Metric("peak prey", run => run.Max(state => state.Prey)).Metric("mean predators", run => run.Mean(state => state.Predators)).Metric("scarcity", run => run.FirstTime(state => state.Prey < 10));
            var outcome = await experiment.WriteAsync(Path.Combine(folder, "data"), progress: new Watch(progress => seen.Add((
                (double)progress.RunsDone / progress.Runs, progress.Elapsed.TotalSeconds, Process.GetCurrentProcess().WorkingSet64 / 1048576.0))));
            output.WriteLine(Text($"{outcome.Completed:N0} runs x 2,000 timesteps, last rows and 3 metrics to Parquet, in {outcome.Elapsed.TotalSeconds:F1} s: {outcome.TimestepsPerSecond / 1e6:F1} million timesteps/s"));
            for (var window = 0; window < Windows; window++)
            {
                var (from, to) = (At(seen, (double)window / Windows), At(seen, (window + 1.0) / Windows));
                output.WriteLine(Text($"  {100 * window / Windows,3} to {100 * (window + 1) / Windows,3} %: {(to.Share - from.Share) * outcome.Timesteps / (to.Seconds - from.Seconds) / 1e6,6:F1} million timesteps/s, {to.Memory,4:F0} MB resident"));
            }

            var (first, last) = (Speed(seen, 1, 3), Speed(seen, 8, 10));
            output.WriteLine(Text($"Speed of the last fifth over that of the second and third tenth (the first one compiles): {last / first:F3}."));
            output.WriteLine(Text($"Peak resident {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F0} MB."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static double Speed(List<(double Share, double Seconds, double Memory)> seen, int from, int to)
    {
        var (start, end) = (At(seen, (double)from / Windows), At(seen, (double)to / Windows));
        return (end.Share - start.Share) / (end.Seconds - start.Seconds);
    }

    static (double Share, double Seconds, double Memory) At(List<(double Share, double Seconds, double Memory)> seen, double share) =>
        share == 0 ? (0, 0, 0) : seen.First(moment => moment.Share >= share);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    sealed class Watch(Action<ExperimentProgress> report) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => report(value);
    }
}
