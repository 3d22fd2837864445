using System.Globalization;
using Sim.Framework;
using Sim.Models.Bridge;

namespace Sim.Benchmarks;

/// <summary>How long 50 vaults take for 365 days and 2,000 runs, all metrics included, on one thread and on two.</summary>
/// <remarks>There is no loop by hand beside it: the claim is the time of the whole experiment.</remarks>
static class BridgeVaultsSpeed
{
    const int Runs = 2_000;
    const int Days = 365;
    const double Target = 20;

    public static void Run(TextWriter output)
    {
        var experiment = Experiment.Of(BridgeVaults.Create()).Timesteps(Days).Runs(Runs).Seed(1).Record(Record.MetricsOnly).WithBridgeMetrics();
        experiment.Runs(20).Run();
        foreach (var threads in (int[])[1, 2])
        {
            var results = experiment.Threads(threads).Run();
            var seconds = results.Outcome.Elapsed.TotalSeconds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{VaultsOf(results)} vaults, {Days} days, {Runs:N0} runs, {threads} thread(s): {seconds:F1} s ({Runs * Days / seconds:N0} timesteps/s, {1e6 * seconds * threads / (Runs * Days):F1} µs of a core each){(threads == 2 ? $"; target {Target} s" : "")}"));
        }
    }

    static int VaultsOf(Results<BridgeState, BridgeParameters> results) => results.Outcome.Failed == 0
        ? new BridgeParameters().Vaults
        : throw new InvalidOperationException($"{results.Outcome.Failed} runs failed, so nothing was measured: {results.Outcome.Failures[0]}");
}
