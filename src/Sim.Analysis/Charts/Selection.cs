using System.Globalization;
using Sim.Framework;

namespace Sim.Analysis.Charts;

/// <summary>Some subsets of a recording, with the names that charts give them.</summary>
sealed class Selection
{
    readonly Dictionary<(int Simulation, int Subset), int> _places;

    Selection(IReadOnlyList<SubsetDescription> subsets, bool isOneSimulation)
    {
        _places = subsets.Select((subset, place) => ((subset.Simulation, subset.Subset), place)).ToDictionary();
        Labels = [.. subsets.Select(subset => LabelOf(subset, isOneSimulation))];
    }

    /// <summary>A name for each subset: the simulation where there are several, and what is swept.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The subsets at these places of <see cref="IRecording.Subsets"/>, or all.</summary>
    /// <exception cref="SimulationException">There is no such place, or there are more than the chart can show.</exception>
    public static Selection Of(IRecording recording, IReadOnlyList<int>? places, int most)
    {
        var all = recording.Subsets;
        if (places?.FirstOrDefault(place => place < 0 || place >= all.Count, -1) is { } wrong and not -1 || (places is not null && places.Contains(-1)))
            throw new SimulationException($"There is no subset {places.First(place => place < 0 || place >= all.Count)}: they are numbered 0 to {all.Count - 1}, in the order of Subsets.");
        IReadOnlyList<SubsetDescription> chosen = places is null ? all : [.. places.Distinct().Select(place => all[place])];
        if (chosen.Count == 0)
            throw new SimulationException("A chart of no subset cannot be drawn: choose at least one.");
        return chosen.Count <= most
            ? new Selection(chosen, all[^1].Simulation == 0)
            : throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"{chosen.Count:N0} subsets are too many for this chart, which shows {most} at the most: choose some, such as subsets: [0, {Math.Min(all.Count - 1, 5)}]."));
    }

    /// <summary>Which of the chosen subsets a run is of; null for any other.</summary>
    public int? PlaceOf(RunId run) => _places.TryGetValue((run.Simulation, run.Subset), out var place) ? place : null;

    static string LabelOf(SubsetDescription subset, bool isOneSimulation)
    {
        var swept = string.Join(", ", subset.Swept.Select(entry => $"{entry.Key} = {TextOf(entry.Value)}"));
        if (isOneSimulation)
            return swept.Length > 0 ? swept : subset.SimulationName;
        return swept.Length > 0 ? $"{subset.SimulationName}: {swept}" : subset.SimulationName;
    }

    /// <summary>A swept value as charts write it.</summary>
    public static string TextOf(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "true" : "false",
        double number => number.ToString(Math.Abs(number) is >= 1e6 and < 1e15 ? "#,0.###" : "G6", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
