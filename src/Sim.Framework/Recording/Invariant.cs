using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Sim.Framework.Recording;

/// <summary>Text of names and numbers that is the same everywhere.</summary>
static class Invariant
{
    /// <summary>A value in the invariant culture; a double in the shortest form that reads back to the same bits.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        string text => text,
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => value.ToString() ?? "",
    };

    public static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>PreyBirth</c> as <c>prey_birth</c>, <c>TotalPCV</c> as <c>total_pcv</c>.</summary>
    public static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>A metric's name as its column is called: <c>peak prey</c> as <c>peak_prey</c>.</summary>
    public static string ColumnName(string name) =>
        SnakeCase(string.Join('_', name.Split([' ', '-', '.', '/'], StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The names nearest to one that is unknown, for an error's advice; empty when none is near.</summary>
    public static IReadOnlyList<string> Nearest(string name, IEnumerable<string> known) =>
        [.. known.Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= Math.Max(2, name.Length / 3) || pair.candidate.Contains(name, StringComparison.OrdinalIgnoreCase))
            .OrderBy(pair => pair.distance).Take(3).Select(pair => pair.candidate)];

    // Levenshtein distance.
    static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}
