using System.Globalization;
using System.Text.Json;
using Sim.Framework.Tests.Semantics;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Conformance;

/// <summary>Rows that cadCAD or radCAD made, against which a model of ours is held.</summary>
sealed class VectorFile
{
    static readonly string[] Keys = ["simulation", "subset", "run", "substep", "timestep"];

    readonly Tolerance _tolerance;

    VectorFile(JsonElement content)
    {
        Content = content;
        _tolerance = content.GetProperty("tolerance").GetString() == "exact" ? Tolerance.Exact : Tolerance.Relative(1e-12);
    }

    public JsonElement Content { get; }

    public static VectorFile Read(string name)
    {
        using var document = Golden.Read($"cadcad/{name}.json");
        return new VectorFile(document.RootElement.Clone());
    }

    /// <summary>Runs an experiment with all its substeps, and matches every row in order and every column.</summary>
    /// <returns>The results, for what a test has to say beyond the rows.</returns>
    public Results<TState, TParameters> Matches<TState, TParameters>(
        Experiment<TState, TParameters> experiment, params (string Name, Func<Row<TState>, object?> Value)[] columns)
        where TState : struct
        where TParameters : class =>
        Matches(experiment, Record.EverySubstep, columns);

    public Results<TState, TParameters> Matches<TState, TParameters>(
        Experiment<TState, TParameters> experiment, Record record, params (string Name, Func<Row<TState>, object?> Value)[] columns)
        where TState : struct
        where TParameters : class
    {
        var results = experiment.Record(record).Run();
        Matches(results.Rows, columns);
        BothWays.AssertSame(experiment);
        return results;
    }

    /// <summary>Matches rows; a column that is named as a key replaces the row's own key, for engines that label otherwise.</summary>
    public void Matches<TState>(IReadOnlyList<Row<TState>> rows, params (string Name, Func<Row<TState>, object?> Value)[] columns)
        where TState : struct
    {
        var expected = Content.GetProperty("rows").EnumerateArray().ToList();
        var all = columns.Concat(KeysOf<TState>().Where(key => !columns.Any(column => column.Name == key.Name))).ToList();
        Assert.Equal(expected[0].EnumerateObject().Select(column => column.Name).Order(), all.Select(column => column.Name).Order());
        Assert.Equal(expected.Count, rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var (name, value) in all)
                AssertSame(expected[row].GetProperty(name), value(rows[row]), $"row {row}, column {name}");
        }
    }

    static (string Name, Func<Row<TState>, object?> Value)[] KeysOf<TState>()
        where TState : struct =>
        [
            (Keys[0], row => row.Simulation), (Keys[1], row => row.Subset), (Keys[2], row => row.Run),
            (Keys[3], row => row.Substep), (Keys[4], row => row.Timestep),
        ];

    void AssertSame(JsonElement expected, object? actual, string where)
    {
        var same = actual switch
        {
            double number => _tolerance.Accepts(expected.GetDouble(), number),
            int or long => expected.GetInt64() == Convert.ToInt64(actual, CultureInfo.InvariantCulture),
            string text => expected.GetString() == text,
            _ => JsonSerializer.Serialize(expected) == JsonSerializer.Serialize(actual),
        };
        Assert.True(same, string.Create(CultureInfo.InvariantCulture, $"{where}: expected {expected}, found {actual}"));
    }
}
