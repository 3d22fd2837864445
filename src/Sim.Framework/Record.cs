using System.Globalization;

namespace Sim.Framework;

/// <summary>What is recorded of each run.</summary>
/// <remarks>A value, passed to <c>Experiment.Record</c>. The initial state counts as the end of timestep 0; the last timestep is always recorded when any row is.</remarks>
public sealed record Record
{
    Record(int stride, bool substeps, bool initial, string text) => (Stride, Substeps, Initial, Text) = (stride, substeps, initial, text);

    /// <summary>The state at the end of every timestep, and the initial state. What an experiment does unless told otherwise.</summary>
    public static Record EveryTimestep { get; } = new(1, false, true, "every timestep");

    /// <summary>The state after every block.</summary>
    public static Record EverySubstep { get; } = new(1, true, true, "every substep");

    /// <summary>The last state alone.</summary>
    public static Record LastOnly { get; } = new(int.MaxValue, false, false, "the last state only");

    /// <summary>No rows: metrics alone.</summary>
    public static Record MetricsOnly { get; } = new(0, false, false, "metrics only");

    /// <summary>The initial state, every <paramref name="timesteps"/>-th timestep after it, and the last timestep.</summary>
    public static Record Every(int timesteps)
    {
        if (timesteps < 1)
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"Record.Every({timesteps}) records nothing: the interval is 1 or more. For no rows, use Record.MetricsOnly."));
        return timesteps == 1 ? EveryTimestep : new Record(timesteps, false, true, string.Create(CultureInfo.InvariantCulture, $"every {timesteps} timesteps"));
    }

    /// <summary>Reads what <see cref="Text"/> says.</summary>
    /// <exception cref="FormatException">It says something else.</exception>
    internal static Record Parse(string text) =>
        new[] { EveryTimestep, EverySubstep, LastOnly, MetricsOnly }.FirstOrDefault(record => record.Text == text)
        ?? (text.Split(' ') is ["every", var interval, "timesteps"] ? Every(int.Parse(interval, NumberStyles.None, CultureInfo.InvariantCulture)) : throw new FormatException(text));

    internal int Stride { get; }

    internal bool Substeps { get; }

    internal bool Initial { get; }

    /// <summary>The choice in words.</summary>
    public string Text { get; }

    internal bool AnyRows => Stride > 0;

    /// <summary>How many rows a run leaves.</summary>
    internal long Rows(int timesteps, int blocks) =>
        !AnyRows ? 0
        : Substeps ? 1 + ((long)timesteps * blocks)
        : !Initial ? 1
        : 1L + (timesteps / Stride) + (timesteps % Stride == 0 ? 0 : 1);

    internal bool Wants(int timestep, int timesteps) =>
        AnyRows && (timestep == timesteps || (Initial && timestep % Stride == 0));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
