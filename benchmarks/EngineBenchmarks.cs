using BenchmarkDotNet.Attributes;
using Sim.Benchmarks.HandWritten;
using Sim.Benchmarks.Models;
using Sim.Experiments;
using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Benchmarks;

/// <summary>One long run of each small model by the engine and by hand, per timestep, with the bytes allocated.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    const int Timesteps = 1_000_000;

    readonly Func<double> _counter = Ratios.LastOf(Counter.Create(), Timesteps, state => state.Value);
    static readonly Rates Still = new() { Weather = 0, Days = 0.001 };

    readonly Func<double> _predatorPrey = Ratios.LastOf(PredatorPrey.Create(), Timesteps, state => state.Prey, Still);
    readonly Func<double> _weather = Ratios.LastOf(PredatorPrey.Create(), Timesteps, state => state.Prey, new Rates { Days = 0.001 });
    readonly Func<double> _sir = Ratios.LastOf(Sir.Create(), Timesteps, state => state.Infected);

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double CounterEngine() => _counter();

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double CounterByHand() => Counter.ByHand(Timesteps);

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double PredatorPreyEngine() => _predatorPrey();

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double PredatorPreyByHand() => PredatorPreyLoop.Run(Still, Timesteps);

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double PredatorPreyWithADrawEngine() => _weather();

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double SirEngine() => _sir();

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double SirByHand() => Sir.ByHand(Timesteps);
}

/// <summary>The FEI model by the engine and by hand, per timestep.</summary>
[MemoryDiagnoser]
public class FeiBenchmarks
{
    const int Timesteps = 10_000;

    readonly Func<double> _engine = Ratios.LastOf(FeiProtocol.Create(), Timesteps, Ratios.LastOfFei, Ratios.SteadyFei, seed: 1);

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double Engine() => _engine();

    [Benchmark(OperationsPerInvoke = Timesteps, Baseline = true)]
    public double ByHand() => FeiLoop.Run(Ratios.SteadyFei, Timesteps, seed: 1);
}

/// <summary>What recording costs: the same run with no rows, every tenth row, and every row in memory.</summary>
[MemoryDiagnoser]
public class RecordingBenchmarks
{
    const int Timesteps = 100_000;

    readonly Experiment<Epidemic, SirParameters> _experiment = Experiment.Of(Sir.Create()).Timesteps(Timesteps).Threads(1);

    [Benchmark(OperationsPerInvoke = Timesteps, Baseline = true)]
    public long LastOnly() => _experiment.Record(Record.LastOnly).Run().Outcome.Completed;

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public long EveryTenth() => _experiment.Record(Record.Every(10)).Run().Outcome.Completed;

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public long EveryTimestep() => _experiment.Record(Record.EveryTimestep).Run().Outcome.Completed;

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public long ThreeMetrics() => _experiment.Record(Record.MetricsOnly)
        .Metric("peak", run => run.Max(state => state.Infected))
        .Metric("mean", run => run.Mean(state => state.Susceptible))
        .Metric("first", run => run.FirstTime(state => state.Recovered > 0.5))
        .Run().Outcome.Completed;
}
