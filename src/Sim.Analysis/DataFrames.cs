using Microsoft.Data.Analysis;
using Sim.Analysis.Frames;
using Sim.Analysis.Sql;
using Sim.Framework;
using Sim.Framework.Recording;

namespace Sim.Analysis;

/// <summary>Datasets, results and answers to queries as data frames of Microsoft.Data.Analysis.</summary>
/// <remarks>
/// Columns are Int32, Int64, Double, Decimal, Boolean, String or DateTime (days as their midnights), with nulls where a value is missing; NaN stays NaN. A frame is in memory whole and is the caller's own.
/// </remarks>
public static class DataFrames
{
    /// <summary>A table of a dataset, in its order.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="table"><c>runs</c>, <c>trajectories</c> or, when runs failed, <c>failures</c>.</param>
    /// <param name="columns">The columns; all that do not hold lists when null.</param>
    /// <param name="where">Which rows, as a condition of DuckDB's SQL such as <c>timestep = 1000 and prey &lt; 10</c>; all rows when null.</param>
    /// <exception cref="SimulationException">There is no such table or column, a column holds lists, or DuckDB does not understand the condition.</exception>
    public static DataFrame ToDataFrame(this Dataset dataset, string table = "runs", IReadOnlyList<string>? columns = null, string? where = null)
    {
        if (where is not null && string.IsNullOrWhiteSpace(where))
            throw new SimulationException("'where' is empty: give a condition, such as timestep = 1000, or leave it out to have all rows.");
        using var session = new DuckSession(dataset);
        Check(table, session.Tables);
        var known = session.Ask($"describe {table}");
        var names = Chosen(table, [.. known.Column<string>("column_name").Zip(known.Column<string>("column_type"), (name, type) => (name, type.EndsWith(']')))], columns);
        var query = $"select {string.Join(", ", names.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))} from {table}";
        return session.Ask(where is null ? query : $"{query} where ({where}\n)").ToDataFrame();
    }

    /// <summary>A table of results in memory: the columns and rows that it would have in a dataset.</summary>
    /// <param name="results">The results.</param>
    /// <param name="table"><c>runs</c>, <c>trajectories</c> or, when runs failed, <c>failures</c>.</param>
    /// <param name="columns">The columns; all that do not hold lists when null.</param>
    /// <exception cref="SimulationException">There is no such table or column, or a column holds lists.</exception>
    public static DataFrame ToDataFrame<TState, TParameters>(this Results<TState, TParameters> results, string table = "runs", IReadOnlyList<string>? columns = null)
        where TState : struct
        where TParameters : class
    {
        var tables = new ResultsTables<TState, TParameters>(results);
        Check(table, tables.Names);
        var all = tables.Columns(table);
        var names = Chosen(table, [.. all.Select(column => (column.Name, column.Type.IsArray))], columns);
        return FrameSource.Frame([.. names.Select(name => all.First(column => column.Name == name))]);
    }

    /// <summary>The answer to a query.</summary>
    /// <exception cref="SimulationException">A column holds lists, or another type that no data frame has; two columns have one name; or there is none.</exception>
    public static DataFrame ToDataFrame(this SqlTable table) =>
        FrameSource.Frame([.. table.Columns.Select(column => new FrameSource(column.Name, column.Type, Enumerable.Range(0, table.RowCount).Select(column.ValueAt), column.Array))]);

    static void Check(string table, IReadOnlyList<string> tables)
    {
        if (!tables.Contains(table))
            throw new SimulationException($"There is no table '{table}' here{(table == "failures" ? ", since no run failed" : "")}. {ParameterPoint.Suggestion(table, tables)}");
    }

    static IReadOnlyList<string> Chosen(string table, IReadOnlyList<(string Name, bool IsList)> known, IReadOnlyList<string>? columns)
    {
        if (columns is { Count: 0 })
            throw new SimulationException("A data frame of no columns cannot be made: choose at least one, or leave 'columns' out to have all.");
        if (columns?.FirstOrDefault(column => !known.Any(one => one.Name == column)) is { } wrong)
            throw new SimulationException($"Table {table} has no column '{wrong}'. {ParameterPoint.Suggestion(wrong, known.Select(one => one.Name))}");
        return columns ?? [.. known.Where(one => !one.IsList).Select(one => one.Name)];
    }
}
