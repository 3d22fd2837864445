using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Execution;

/// <summary>The manifest of a dataset: all that is needed to understand, to repeat and to continue it. Wall-clock times stand here only.</summary>
static class Manifest
{
    /// <summary>What determines the bytes of a dataset beside its results. Manifests of Sim 0.1 do not have it.</summary>
    public const string Storage = "storage";

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All that determines the results.</summary>
    public static JsonObject PlanOf<TState, TParameters>(
        ExperimentSettings<TState, TParameters> settings, Plan<TState, TParameters> plan, RowSchema<TState, TParameters> rows)
        where TState : struct
        where TParameters : class =>
        new()
        {
            ["experiment"] = settings.Name,
            ["seed"] = settings.Seed,
            ["streams"] = settings.IndependentStreams ? "independent" : "common to all subsets and simulations of a run",
            ["record"] = plan.Record.Text,
            [Storage] = new JsonObject
            {
                ["codec"] = settings.Codec.ToString(),
                ["written_by"] = new JsonArray([.. PartFileWriter.WrittenBy(settings.Codec).Select(package => (JsonNode)package)]),
            },
            ["until"] = plan.Until?.ToJson(),
            ["limit"] = settings.Limit.Text,
            ["simulations"] = new JsonArray([.. plan.Simulations.Select(simulation => Simulation(simulation, settings.Parameters))]),
            ["parameters"] = Parameters(settings.Parameters),
            ["swept"] = new JsonArray([.. plan.Swept.Select(path => (JsonNode)path.Column)]),
            ["metrics"] = new JsonArray([.. settings.Metrics.Select(metric => (JsonNode)new JsonObject
            {
                ["name"] = metric.Name,
                ["column"] = Invariant.ColumnName(metric.Name),
                ["unit"] = metric.Metric.Unit,
                ["of"] = metric.Metric.Text,
            })]),
            ["columns"] = Columns(rows),
            ["parts"] = new JsonObject { ["count"] = plan.Layout.Count, ["layout"] = plan.Layout.ToJson() },
            ["code"] = new JsonArray([.. CodeIdentity.Of(settings).Select(line => (JsonNode)line)]),
        };

    /// <summary>Writes the manifest: with no outcome as running, with one as complete or cut short.</summary>
    public static void Write(string directory, string question, JsonObject plan, DateTimeOffset started, Outcome? outcome)
    {
        var json = new JsonObject
        {
            ["status"] = outcome is null ? "running" : outcome.IsCutShort ? "cut short" : "complete",
            ["experiment"] = null,
            ["question"] = question,
            ["plan"] = HashOf(plan),
        };
        foreach (var (name, value) in plan)
            json[name] = value?.DeepClone();
        json["runs"] = new JsonObject { ["planned"] = PartLayout.Read(plan).Units, ["completed"] = outcome?.Completed, ["failed"] = outcome?.Failed };
        json["versions"] = new JsonObject { ["sim"] = DatasetLayout.Version, ["dotnet"] = Environment.Version.ToString() };
        json["started"] = started.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        json["seconds"] = outcome is null ? null : Math.Round(outcome.Elapsed.TotalSeconds, 3);
        DatasetFile.Replace(Path.Combine(directory, DatasetLayout.Manifest), json.ToJsonString(Readable) + "\n");
    }

    /// <summary>Where a manifest on disk and a plan differ, a line each; none when the dataset is the plan's.</summary>
    public static IReadOnlyList<string> Differences(JsonNode manifest, JsonObject plan) =>
        [.. JsonNode.Parse(plan.ToJsonString())!.AsObject().SelectMany(entry => JsonDifference.Between(entry.Key, manifest[entry.Key], entry.Value))];

    /// <summary>The values of parameters by column name.</summary>
    public static JsonObject Values(object parameters)
    {
        var json = new JsonObject();
        foreach (var variable in StateSchema.OfParameters(parameters.GetType()).Variables)
            json[variable.Column] = Value(variable.Path.Get(parameters));
        return json;
    }

    static string HashOf(JsonObject plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plan.ToJsonString(Readable))));

    static JsonNode Simulation<TState, TParameters>(PlannedSimulation<TState, TParameters> simulation, TParameters shared)
        where TState : struct
        where TParameters : class
    {
        var json = new JsonObject
        {
            ["name"] = simulation.Name,
            ["model"] = simulation.Model.Name,
            ["timesteps"] = simulation.Timesteps,
            ["runs"] = simulation.Runs,
            ["subsets"] = simulation.Sweep.Count,
            ["sweep"] = new JsonArray([.. simulation.Sweep.Parts.Select(part => (JsonNode)new JsonObject
            {
                ["parameters"] = new JsonArray([.. part.Paths.Select(path => (JsonNode)path.Column)]),
                ["points"] = new JsonArray([.. part.Points.Select(point => (JsonNode)new JsonArray([.. point.Select(Value)]))]),
            })]),
        };
        if (!ReferenceEquals(simulation.Base, shared))
            json["parameters"] = Values(simulation.Base);
        return json;
    }

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

    /// <summary>A value as it stands in the manifest.</summary>
    public static JsonNode? Value(object? value) => value switch
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
