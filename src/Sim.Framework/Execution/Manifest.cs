using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>The manifest of a dataset: all that is needed to understand and to repeat it. Wall-clock times stand here only.</summary>
sealed class Manifest(DateTimeOffset started)
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the manifest: with no outcome as running, with one as complete or cut short.</summary>
    public void Write<TState, TParameters>(
        string directory, ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan, RowSchema<TState, TParameters> rows, Outcome? outcome)
        where TState : struct
        where TParameters : class
    {
        var json = new JsonObject
        {
            ["status"] = outcome is null ? "running" : outcome.IsCutShort ? "cut short" : "complete",
            ["experiment"] = settings.Name,
            ["question"] = settings.Question,
            ["seed"] = settings.Seed,
            ["streams"] = settings.IndependentStreams ? "independent" : "common to all subsets and simulations of a run",
            ["record"] = plan.Record.Text,
            ["simulations"] = new JsonArray([.. plan.Simulations.Select(Simulation)]),
            ["parameters"] = Parameters(settings.Parameters),
            ["swept"] = new JsonArray([.. plan.Swept.Select(path => (JsonNode)path.Column)]),
            ["metrics"] = new JsonArray([.. settings.Metrics.Select(metric => (JsonNode)new JsonObject
            {
                ["name"] = metric.Name,
                ["column"] = Invariant.ColumnName(metric.Name),
            })]),
            ["columns"] = Columns(rows),
            ["runs"] = Runs(plan, outcome),
            ["parts"] = plan.Parts.Count,
            ["versions"] = new JsonObject { ["sim"] = DatasetLayout.Version, ["dotnet"] = Environment.Version.ToString() },
            ["started"] = started.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["seconds"] = outcome is null ? null : Math.Round(outcome.Elapsed.TotalSeconds, 3),
        };
        var path = Path.Combine(directory, DatasetLayout.Manifest);
        DatasetFile.Guarded(path, () =>
        {
            File.WriteAllText(path + ".unfinished", json.ToJsonString(Readable) + "\n");
            File.Move(path + ".unfinished", path, overwrite: true);
            return 0;
        });
    }

    /// <summary>The values of parameters by column name.</summary>
    public static JsonObject Values(object parameters)
    {
        var json = new JsonObject();
        foreach (var variable in StateSchema.OfParameters(parameters.GetType()).Variables)
            json[variable.Column] = Value(variable.Path.Get(parameters));
        return json;
    }

    static JsonNode Simulation<TState, TParameters>(PlannedSimulation<TState, TParameters> simulation)
        where TState : struct
        where TParameters : class =>
        new JsonObject
        {
            ["name"] = simulation.Name,
            ["model"] = simulation.Model.Name,
            ["timesteps"] = simulation.Timesteps,
            ["runs"] = simulation.Runs,
            ["subsets"] = new JsonArray([.. simulation.Points.Select(point =>
            {
                var json = new JsonObject();
                for (var place = 0; place < point.Length; place++)
                    json[simulation.Paths[place].Column] = Value(point[place]);
                return (JsonNode)json;
            })]),
        };

    static JsonObject Parameters(object parameters)
    {
        var json = new JsonObject();
        foreach (var variable in StateSchema.OfParameters(parameters.GetType()).Variables)
        {
            json[variable.Column] = new JsonObject
            {
                ["value"] = Value(variable.Path.Get(parameters)),
                ["unit"] = variable.Path.Unit ?? "",
                ["description"] = DocComments.Of(variable.Path.Members[^1]),
            };
        }

        return json;
    }

    static JsonArray Columns<TState, TParameters>(RowSchema<TState, TParameters> rows)
        where TState : struct
        where TParameters : class =>
        [.. rows.Columns.Select((column, place) =>
        {
            var variable = place < rows.FirstState ? null : rows.State[place - rows.FirstState];
            return (JsonNode)new JsonObject
            {
                ["name"] = column.Name,
                ["type"] = column.Type.ToString(),
                ["nullable"] = column.IsNullable,
                ["unit"] = variable?.Path.Unit ?? "",
                ["description"] = variable is null ? "" : DocComments.Of(variable.Path.Members[^1]),
            };
        })];

    static JsonObject Runs<TState, TParameters>(Plan<TState, TParameters> plan, Outcome? outcome)
        where TState : struct
        where TParameters : class =>
        new()
        {
            ["planned"] = plan.Units,
            ["completed"] = outcome?.Completed,
            ["failed"] = outcome?.Failed,
        };

    static JsonNode? Value(object? value) => value switch
    {
        null => null,
        double number when double.IsFinite(number) => number,
        float number when float.IsFinite(number) => number,
        int number => number,
        long number => number,
        bool flag => flag,
        Vector vector => new JsonArray([.. vector.Values.Select(element => (JsonNode)element)]),
        _ => Invariant.Text(value),
    };
}
