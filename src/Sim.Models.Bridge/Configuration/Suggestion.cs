using Sim.Framework;

namespace Sim.Models.Bridge.Configuration;

/// <summary>Says of an unknown name what may have been meant.</summary>
static class Suggestion
{
    // Further than this a word is another word, not a slip.
    const int MostEdits = 3;

    /// <summary>The error for a name that is not among the known ones.</summary>
    internal static SimulationException NotFound(string kind, string name, IEnumerable<string> known) =>
        new($"There is no {kind} named '{name}'.{For(name, [.. known])}");

    /// <summary>A sentence that offers the nearest known name, else all of them.</summary>
    internal static string For(string name, IReadOnlyCollection<string> known)
    {
        var nearest = known.MinBy(other => Edits(name, other));
        return nearest is not null && Edits(name, nearest) <= Math.Min(MostEdits, nearest.Length / 2)
            ? $" Did you mean '{nearest}'?"
            : $" Known are: {string.Join(", ", known)}.";
    }

    // The distance of Levenshtein: how many letters must be put in, taken out or changed.
    static int Edits(string from, string to)
    {
        var costs = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var row = 1; row <= from.Length; row++)
        {
            var diagonal = costs[0];
            costs[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var changed = diagonal + (char.ToLowerInvariant(from[row - 1]) == char.ToLowerInvariant(to[column - 1]) ? 0 : 1);
                diagonal = costs[column];
                costs[column] = Math.Min(changed, Math.Min(costs[column], costs[column - 1]) + 1);
            }
        }

        return costs[^1];
    }
}
