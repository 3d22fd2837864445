using Sim.Framework;

namespace Sim.Analysis.Charts;

/// <summary>Titles of axes: the name, and the unit from the metadata.</summary>
static class Axis
{
    public const string Timestep = "timestep";

    /// <summary>The title of a state variable.</summary>
    public static string OfVariable(IRecording recording, string name) => Title(recording.Variables, name);

    /// <summary>The title of a metric.</summary>
    public static string OfMetric(IRecording recording, string name) => Title(recording.Metrics, name);

    /// <summary>The title of a parameter.</summary>
    public static string OfParameter(IRecording recording, string name) => Title(recording.Parameters, name);

    static string Title(IReadOnlyList<VariableDescription> among, string name) =>
        among.FirstOrDefault(one => one.Name == name) is { Unit: { Length: > 0 } unit } ? $"{name} ({unit})" : name;
}
