using System.ComponentModel.DataAnnotations;
using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei;

/// <summary>A quantity that comes from outside: a price, a rate, the use of the money market.</summary>
/// <remarks>
/// Values are in the quantity's own unit: USD for prices, ratio for utilization, 1/year for the savings rate. A model draws
/// each process from a stream of its own, so changing one disturbs no other. Any property can be swept alone.
/// Source: CADLabs/fei-protocol-model at 0818fbe, model/stochastic_processes.py; its drift is <see cref="DriftMeaning.PerRun"/>.
/// </remarks>
public sealed record Process
{
    const double DaysPerYear = 365;

    /// <summary>The law that its values follow.</summary>
    [Unit("")] public ProcessKind Kind { get; init; }

    /// <summary>The value at the start, and the mean of a noise.</summary>
    [Unit("own unit"), Range(-1e12, 1e12)] public double Start { get; init; }

    /// <summary>What the value gains; of the geometric motion a ratio, of a trend the part of the start value a year.</summary>
    [Unit("own unit/year")] public double Drift { get; init; }

    /// <summary>What the drift of a Brownian or geometric motion is counted over.</summary>
    [Unit("")] public DriftMeaning DriftMeaning { get; init; }

    /// <summary>The standard deviation: of a noise itself, of a motion over a day; of the geometric motion a ratio.</summary>
    [Unit("own unit/sqrt(day)"), Range(0, 1e12)] public double Deviation { get; init; }

    /// <summary>The value while a step lasts.</summary>
    [Unit("own unit"), Range(-1e12, 1e12)] public double Level { get; init; }

    /// <summary>When a step begins.</summary>
    [Unit("days"), Range(0, 1e9)] public double From { get; init; }

    /// <summary>When a step ends.</summary>
    [Unit("days"), Range(0, 1e9)] public double Until { get; init; } = 1e9;

    /// <summary>Recorded values, from timestep 0 on; null for the other kinds. See <see cref="PriceRecord"/>.</summary>
    [Unit("own unit")] public IReadOnlyList<double>? Record { get; init; }

    /// <summary>Always the same value.</summary>
    public static Process Constant(double value) => new() { Start = value };

    /// <summary>Independent Gaussian values.</summary>
    public static Process Noise(double mean, double deviation) => new() { Kind = ProcessKind.Noise, Start = mean, Deviation = deviation };

    /// <summary>Brownian motion; the drift is in units per year, the deviation over a day.</summary>
    public static Process Brownian(double start, double drift, double deviation) =>
        new() { Kind = ProcessKind.Brownian, Start = start, Drift = drift, Deviation = deviation };

    /// <summary>Geometric Brownian motion; the drift is a ratio per year, the deviation a ratio over a day.</summary>
    public static Process Geometric(double start, double drift, double deviation) =>
        new() { Kind = ProcessKind.Geometric, Start = start, Drift = drift, Deviation = deviation };

    /// <summary>Another level from one day until before another.</summary>
    public static Process Step(double start, double level, double from, double until) =>
        new() { Kind = ProcessKind.Step, Start = start, Level = level, From = from, Until = until };

    /// <summary>A straight line that gains a part of its start value each year.</summary>
    public static Process Trend(double start, double gain) => new() { Kind = ProcessKind.Trend, Start = start, Drift = gain };

    /// <summary>Recorded values, one for each timestep from 0.</summary>
    public static Process Recorded(IReadOnlyList<double> values) => new() { Kind = ProcessKind.Recorded, Start = values.Count > 0 ? values[0] : double.NaN, Record = values };

    /// <summary>The value at timestep 0; a noise starts at its mean.</summary>
    internal double AtStart => Kind switch
    {
        ProcessKind.Step => LevelAt(0),
        _ => Start,
    };

    /// <summary>The value at this timestep, after <paramref name="previous"/>.</summary>
    internal double Next(double previous, Step step) => Kind switch
    {
        ProcessKind.Constant => Start,
        ProcessKind.Noise => Start + (Deviation * NoiseFactor(step) * step.Random.Normal()),
        ProcessKind.Brownian => Before(previous, step) + DriftOf(step, Drift) + (Deviation * Math.Sqrt(step.Parameters.Days) * step.Random.Normal()),
        ProcessKind.Geometric => Before(previous, step) * Math.Exp(LogDrift(step) + (Deviation * Math.Sqrt(step.Parameters.Days) * step.Random.Normal())),
        ProcessKind.Step => LevelAt(step.Timestep * step.Parameters.Days),
        ProcessKind.Trend => Start * (1 + (Drift * (step.Timestep * step.Parameters.Days) / DaysPerYear)),
        _ => At(step.Timestep),
    };

    /// <summary>What is wrong with it, or nothing.</summary>
    internal IEnumerable<string> Faults(string name)
    {
        if (Kind == ProcessKind.Recorded && Record is not { Count: > 0 })
            yield return $"{name} is Recorded and has no record: give one, for example {name} = Process.Recorded(PriceRecord.FromCsv(path)).";
        if (Kind == ProcessKind.Step && From > Until)
            yield return $"{name} steps from day {From} until day {Until}: the step must begin before it ends.";
        if (Record is not null && Record.Any(value => !double.IsFinite(value)))
            yield return $"{name} has a record with a value that is no finite number: mend the record.";
    }

    // The state before the first timestep may hold the original's literals.
    double Before(double previous, Step step) => step.Timestep == 1 ? Start : previous;

    double LevelAt(double day) => day >= From && day < Until ? Level : Start;

    double At(int timestep) => timestep < Record!.Count
        ? Record[timestep]
        : throw new SimulationException($"The record of a process has {Record.Count} values, for timesteps 0 to {Record.Count - 1}: run fewer timesteps or give a longer record.");

    double DriftOf(Step step, double drift) =>
        DriftMeaning == DriftMeaning.PerRun ? drift / (step.Timesteps + 1) : drift * step.Parameters.Days / DaysPerYear;

    double LogDrift(Step step)
    {
        var half = Deviation * Deviation / 2;
        return DriftMeaning == DriftMeaning.PerRun ? DriftOf(step, Drift - half) : DriftOf(step, Drift) - (half * step.Parameters.Days);
    }

    // The original's noise comes a little too narrow: it takes T steps of length T/(T + 1) for steps of length 1.
    double NoiseFactor(Step step) => DriftMeaning == DriftMeaning.PerRun ? Math.Sqrt(step.Timesteps / (step.Timesteps + 1.0)) : 1;
}
