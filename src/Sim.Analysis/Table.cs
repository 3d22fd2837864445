using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;
using Sim.Analysis.Jupyter;

namespace Sim.Analysis;

/// <summary>Rows and columns to be looked at: a notebook draws them, numbers to the right with six digits.</summary>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows, a value for each column.</param>
/// <param name="Notes">Sentences below, such as how many rows are not shown.</param>
public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, IReadOnlyList<string> Notes) : IMimeBundle
{
    /// <summary>Rows that a notebook shows of a long table.</summary>
    public const int RowsShown = 50;

    const int MostCharacters = 200;

    /// <summary>Characters that stay on one line.</summary>
    const int ShortText = 40;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string> { ["text/html"] = ToHtml(), ["text/plain"] = ToString() };

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
            {
                var text = Cell(value);
                var style = text.Length <= ShortText ? "text-align:left;white-space:nowrap" : "text-align:left";
                html.Append(IsNumber(value) ? "<td>" : $"<td style=\"{style}\">").Append(WebUtility.HtmlEncode(text)).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        foreach (var note in Notes)
            html.Append("<p>").Append(WebUtility.HtmlEncode(note)).Append("</p>");
        return html.ToString();
    }

    /// <summary>The rows as aligned text.</summary>
    public override string ToString()
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
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            string plain => plain,
            IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Take(RowsShown).Select(Cell))}]",
            _ => value.ToString() ?? "",
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
