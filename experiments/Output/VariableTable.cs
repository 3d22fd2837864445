using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Output;

/// <summary>Parameters or state variables: a column for each fact, or two columns where the terminal is too narrow to leave the description room.</summary>
static class VariableTable
{
    const int DescriptionWidth = 40;
    const int LongestFact = 32;
    const int Padding = 3;

    public static Table Of(IReadOnlyList<VariableDescription> variables, int width, bool withValue)
    {
        string[] Facts(VariableDescription variable) => withValue
            ? [variable.Name, variable.Value, variable.Unit, variable.Type]
            : [variable.Name, variable.Unit, variable.Type];
        string[] headings = withValue ? ["name", "default", "unit", "type"] : ["name", "unit", "type"];
        var rows = variables.Select(Facts).ToList();
        int[] widths = [.. headings.Select((heading, place) => Math.Min(LongestFact, rows.Select(row => row[place].Length).Append(heading.Length).Max()))];
        return widths.Sum(fact => fact + Padding) + DescriptionWidth <= width ? Wide(headings, widths, rows, variables) : Narrow(variables, withValue);
    }

    static Table Wide(string[] headings, int[] widths, List<string[]> rows, IReadOnlyList<VariableDescription> variables)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var fact = 0; fact < headings.Length; fact++)
            table.AddColumn(new TableColumn(headings[fact]).Width(widths[fact]));
        table.AddColumn("description");
        for (var row = 0; row < rows.Count; row++)
            table.AddRow(rows[row].Append(variables[row].Description).Select(Markup.Escape).ToArray());
        return table;
    }

    static Table Narrow(IReadOnlyList<VariableDescription> variables, bool withValue)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("name").NoWrap()).AddColumn(withValue ? "default; unit; type; description" : "unit; type; description");
        foreach (var variable in variables)
        {
            var facts = string.Join("; ", new[] { withValue ? variable.Value : "", variable.Unit, variable.Type }.Where(fact => fact.Length > 0));
            table.AddRow(Markup.Escape(variable.Name), Markup.Escape($"{facts}\n{variable.Description}"));
        }

        return table;
    }
}
