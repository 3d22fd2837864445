using System.Collections;
using System.Globalization;

namespace Sim.Kernel;

/// <summary>The first items of a sequence, of which no more are asked for than are shown, but one.</summary>
sealed record Head(IReadOnlyList<object?> Items, bool HasMore, int? Rest)
{
    const int Most = 50;

    public static Head Of(IEnumerable sequence)
    {
        var items = sequence.Cast<object?>().Take(Most + 1).ToList();
        if (items.Count <= Most)
            return new Head(items, HasMore: false, Rest: 0);
        items.RemoveAt(Most);
        return new Head(items, HasMore: true, CountOf(sequence) - Most);
    }

    /// <summary>A line that says what is not shown.</summary>
    public string More => Rest is { } rest ? string.Create(CultureInfo.InvariantCulture, $"… and {rest} more") : "… and more";

    /// <summary>How many there are, when that is known without going through them.</summary>
    static int? CountOf(IEnumerable sequence) => sequence switch
    {
        ICollection collection => collection.Count,
        _ => sequence.GetType().GetInterfaces().FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>))?.GetProperty("Count")?.GetValue(sequence) as int?,
    };
}
