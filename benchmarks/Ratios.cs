using System.Diagnostics;
using System.Globalization;
using Sim.Benchmarks.HandWritten;
using Sim.Benchmarks.Models;
using Sim.Experiments;
using Sim.Framework;
using Sim.Models.Fei;
using Process = Sim.Models.Fei.Process;

namespace Sim.Benchmarks;

/// <summary>What the engine costs beside the hand-written loop of the same model, in one process, in turn, so that both see the same machine.</summary>
/// <remarks>Each figure is the median of several rounds. Both sides end in the same number, bit for bit, or the comparison is refused.</remarks>
static class Ratios
{
    const int Rounds = 15;

    public static void Run(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"model",-26}{"engine ns",10}{"by hand ns",12}{"ratio",8}{"target",8}{"bytes",8}"));
        foreach (var claim in Claims())
            output.WriteLine(claim.Measure());
        output.WriteLine();
        output.WriteLine(Threads());
        output.WriteLine(FeiToParquet());
    }

    static IEnumerable<Claim> Claims()
    {
        yield return new Claim("counter", null, 20_000_000, timesteps => LastOf(Counter.Create(), timesteps, state => state.Value), Counter.ByHand);
        var still = new Rates { Weather = 0, Days = 0.001 };
        yield return new Claim(
            "predator-prey", 2.5, 10_000_000, timesteps => LastOf(PredatorPrey.Create(), timesteps, state => state.Prey, still), timesteps => PredatorPreyLoop.Run(still, timesteps));
        yield return new Claim("sir", 2, 10_000_000, timesteps => LastOf(Sir.Create(), timesteps, state => state.Infected), Sir.ByHand);
        yield return new Claim(
            "fei", 1.15, 200_000, timesteps => LastOf(FeiProtocol.Create(), timesteps, LastOfFei, SteadyFei, seed: 1), timesteps => FeiLoop.Run(SteadyFei, timesteps, seed: 1));
    }

    /// <summary>Without the wide swings that would end a run of centuries below a price of nothing.</summary>
    internal static FeiParameters SteadyFei { get; } = new()
    {
        VolatilePrice = Process.Brownian(start: 1e6, drift: 0, deviation: 500),
        Protocol = new InitialProtocolDeposits { VolatileIdle = 1e6, VolatileYieldBearing = 1e6 },
    };

    internal static double LastOfFei(FeiState state) => state.Balances[2] + state.ProtocolProfit;

    /// <summary>One run of an experiment without rows on this thread, and its last state.</summary>
    internal static Func<double> LastOf<TState, TParameters>(
        Model<TState, TParameters> model, int timesteps, Func<TState, double> value, TParameters? parameters = null, long seed = 0)
        where TState : struct
        where TParameters : class, new()
    {
        var experiment = Experiment.Of(model).Parameters(parameters ?? new TParameters()).Timesteps(timesteps).Seed(seed).Record(Record.LastOnly).Threads(1);
        return () => value(experiment.Run().Rows[^1].State);
    }

    static string Threads()
    {
        var experiment = Experiment.Of(Sir.Create()).Timesteps(1_000_000).Runs(32).Record(Record.LastOnly);
        double Seconds(int threads) => experiment.Threads(threads).Run().Outcome.Elapsed.TotalSeconds;
        Seconds(2);
        var pairs = Enumerable.Range(0, Rounds).Select(_ => Seconds(1) / Seconds(2)).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"two threads against one: {pairs[Rounds / 2]:F2} times (target 1.9)");
    }

    /// <summary>A thousand years of the FEI protocol, every timestep and variable of them, to a dataset on disk.</summary>
    static string FeiToParquet()
    {
        var folder = Directory.CreateTempSubdirectory("sim-fei-").FullName;
        try
        {
            var experiment = Experiment.Of(FeiProtocol.Create()).Timesteps(365).Runs(1_000).Seed(1);
            var seconds = Enumerable.Range(0, 5).Select(round => experiment.WriteAsync(Path.Combine(folder, $"{round}")).GetAwaiter().GetResult().Elapsed.TotalSeconds).Order().ToList();
            var bytes = new DirectoryInfo(Path.Combine(folder, "0")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
            return string.Create(CultureInfo.InvariantCulture, $"fei, 1,000 runs of 365 timesteps to Parquet: {seconds[2]:F2} s, the middle of five from {seconds[0]:F2} to {seconds[4]:F2} (target 2), {bytes / 1e6:F0} MB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One row of the table.</summary>
    internal sealed record Claim(string Model, double? Target, int Timesteps, Func<int, Func<double>> Engine, Func<int, double> ByHand)
    {
        public string Measure()
        {
            var engine = Engine(Timesteps);
            var (byEngine, byHand) = (engine(), ByHand(Timesteps));
            if (BitConverter.DoubleToInt64Bits(byEngine) != BitConverter.DoubleToInt64Bits(byHand))
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Model}: the engine ends in {byEngine:R}, the loop in {byHand:R}: they are not the same model."));
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (Engine: Nanoseconds(engine), ByHand: Nanoseconds(() => ByHand(Timesteps)))).ToList();
            var (engineNs, handNs) = (Median(rounds.Select(round => round.Engine)), Median(rounds.Select(round => round.ByHand)));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Model,-26}{engineNs,10:F2}{handNs,12:F2}{engineNs / handNs,8:F2}{Target,8:F2}{BytesPerStep(),8:F1}");
        }

        double Nanoseconds(Func<double> run)
        {
            var clock = Stopwatch.StartNew();
            run();
            return clock.Elapsed.TotalNanoseconds / Timesteps;
        }

        /// <summary>What ten thousand timesteps allocate beyond a thousand, on this thread: both are longer than any window.</summary>
        double BytesPerStep()
        {
            double Bytes(int timesteps)
            {
                var run = Engine(timesteps);
                run();
                var before = GC.GetAllocatedBytesForCurrentThread();
                run();
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return (Bytes(10_000) - Bytes(1_000)) / 9_000;
        }

        static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
    }
}
