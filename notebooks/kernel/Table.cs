using System.Globalization;
using System.Net;
using System.Text;
using Sim.Notebooks;

namespace Sim.Kernel;

/// <summary>Rows and columns, as HTML and as text.</summary>
sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, IReadOnlyList<string> Notes) : IMimeBundle
{
    const int MostColumns = 40;
    const int MostCharacters = 200;

    /// <summary>The first things of a sequence, a property to a column; null when they have none.</summary>
    public static Table? Of(Head head)
    {
        var type = head.Items.FirstOrDefault(item => item is not null)?.GetType();
        var properties = type is null ? [] : Property.Of(type);
        if (properties.Count == 0)
            return null;
        return Of(properties, head.Items.Select(item => properties.Take(MostColumns).Select(property => item is null ? null : type!.IsInstanceOfType(item) ? property.Get(item) : item)), head);
    }

    /// <summary>One thing, a property to a row.</summary>
    public static Table OfProperties(object value) => new(["Property", "Value"], [.. Property.Of(value.GetType()).Select(property => (IReadOnlyList<object?>)[property.Name, property.Get(value)])], []);

    static Table Of(IReadOnlyList<Property> properties, IEnumerable<IEnumerable<object?>> rows, Head head)
    {
        var notes = new List<string>();
        if (head.HasMore)
            notes.Add(head.More);
        if (properties.Count > MostColumns)
            notes.Add($"… and {properties.Count - MostColumns} more columns");
        return new Table([.. properties.Take(MostColumns).Select(property => property.Name)], [.. rows.Select(row => (IReadOnlyList<object?>)[.. row])], notes);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string> { ["text/html"] = ToHtml(), ["text/plain"] = ToText() };

    string ToHtml()
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (var column in Columns)
            html.Append("<th>").Append(WebUtility.HtmlEncode(column)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            foreach (var value in row)
                html.Append(IsNumber(value) ? "<td>" : "<td style=\"text-align:left\">").Append(WebUtility.HtmlEncode(Cell(value))).Append("</td>");
            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        foreach (var note in Notes)
            html.Append("<p>").Append(WebUtility.HtmlEncode(note)).Append("</p>");
        return html.ToString();
    }

    string ToText()
    {
        var cells = Rows.Select(row => row.Select(Cell).ToList()).ToList();
        var widths = Columns.Select((column, index) => Math.Max(column.Length, cells.Select(row => row[index].Length).DefaultIfEmpty().Max())).ToList();
        var lines = new List<string> { string.Join("  ", Columns.Select((column, index) => IsNumeric(index) ? column.PadLeft(widths[index]) : column.PadRight(widths[index]))).TrimEnd() };
        lines.AddRange(cells.Select(row => string.Join("  ", row.Select((cell, index) => IsNumeric(index) ? cell.PadLeft(widths[index]) : cell.PadRight(widths[index]))).TrimEnd()));
        return string.Join('\n', lines.Concat(Notes));
    }

    bool IsNumeric(int column) => Rows.Any(row => IsNumber(row[column])) && Rows.All(row => row[column] is null || IsNumber(row[column]));

    static bool IsNumber(object? value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal or Half;

    static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            double number => Significant(number),
            float number => Significant(number),
            _ => Display.Inline(value),
        };
        return text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
    }

    /// <summary>Six significant digits, which is what a table is read for; a value on its own shows them all.</summary>
    static string Significant(double number)
    {
        var magnitude = Math.Abs(number);
        if (number == 0 || !double.IsFinite(number))
            return number.ToString(CultureInfo.InvariantCulture);
        if (magnitude is >= 1e15 or < 1e-4)
            return number.ToString("0.#####E+0", CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(5 - (int)Math.Floor(Math.Log10(magnitude)), 0, 10);
        return number.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }
}
