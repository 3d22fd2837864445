using System.Globalization;
using Microsoft.Data.Analysis;
using Sim.Analysis;

namespace Sim.Kernel;

/// <summary>Tables of things, by their properties.</summary>
static class Tables
{
    const int MostColumns = 40;

    /// <summary>The first things of a sequence, a property to a column; null when they have none.</summary>
    public static Table? Of(Head head)
    {
        var type = head.Items.FirstOrDefault(item => item is not null)?.GetType();
        var properties = type is null ? [] : Property.Of(type);
        if (properties.Count == 0)
            return null;

        var rows = head.Items.Select(item => (IReadOnlyList<object?>)[.. properties.Take(MostColumns).Select(property => item is null ? null : type!.IsInstanceOfType(item) ? property.Get(item) : item)]);
        var notes = new List<string>();
        if (head.HasMore)
            notes.Add(head.More);
        if (properties.Count > MostColumns)
            notes.Add($"… and {properties.Count - MostColumns} more columns");
        return new Table([.. properties.Take(MostColumns).Select(property => property.Name)], [.. rows], notes);
    }

    /// <summary>The first rows of a data frame.</summary>
    public static Table Of(DataFrame frame)
    {
        var columns = frame.Columns.Take(MostColumns).ToList();
        var shown = (int)Math.Min(frame.Rows.Count, Table.RowsShown);
        var notes = new List<string>();
        if (frame.Rows.Count > shown)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"… and {frame.Rows.Count - shown:N0} more rows"));
        if (frame.Columns.Count > MostColumns)
            notes.Add($"… and {frame.Columns.Count - MostColumns} more columns");
        return new Table([.. columns.Select(column => column.Name)], [.. Enumerable.Range(0, shown).Select(row => (IReadOnlyList<object?>)[.. columns.Select(column => column[row])])], notes);
    }

    /// <summary>One thing, a property to a row.</summary>
    public static Table OfProperties(object value) =>
        new(["Property", "Value"], [.. Property.Of(value.GetType()).Select(property => (IReadOnlyList<object?>)[property.Name, property.Get(value)])], []);
}
