using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sim.Framework.Execution;
using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework;

public sealed partial class Dataset : IRecording
{
    /// <inheritdoc/>
    public IReadOnlyList<VariableDescription> Variables => FromManifest<IReadOnlyList<VariableDescription>>(() =>
    {
        var others = StateSchema.KeyColumns.Concat(_manifest["swept"]!.AsArray().Select(name => (string)name!));
        return [.. _manifest["columns"]!.AsArray().ExceptBy(others, column => (string)column!["name"]!)
            .Select(column => new VariableDescription((string)column!["name"]!, (string)column["type"]!, (string)column["unit"]!, "", (string)column["description"]!))];
    });

    /// <inheritdoc/>
    public IReadOnlyList<VariableDescription> Parameters => FromManifest<IReadOnlyList<VariableDescription>>(() =>
        [.. _manifest["parameters"]!.AsObject().Select(entry => new VariableDescription(
            entry.Key, "", (string)entry.Value!["unit"]!, entry.Value["value"]?.ToString() ?? "none", (string)entry.Value["description"]!))]);

    /// <inheritdoc/>
    public IReadOnlyList<VariableDescription> Metrics => FromManifest<IReadOnlyList<VariableDescription>>(() =>
        [.. _manifest["metrics"]!.AsArray().Select(metric => new VariableDescription((string)metric!["name"]!, "number", (string)metric["unit"]!, "", (string)metric["of"]!))]);

    /// <inheritdoc/>
    public IReadOnlyList<SubsetDescription> Subsets => FromManifest<IReadOnlyList<SubsetDescription>>(() =>
        [.. _manifest["simulations"]!.AsArray().SelectMany((simulation, number) => Enumerable.Range(0, (int)simulation!["subsets"]!)
            .Select(subset => new SubsetDescription(number, (string)simulation["name"]!, subset, [.. SweptOf(number, subset).Select(entry => KeyValuePair.Create(entry.Key, Plain(entry.Value)))])))]);

    /// <summary>The parameters of a subset, as the runs had them.</summary>
    /// <typeparam name="TParameters">The type that the model has.</typeparam>
    /// <param name="defaults">What values that have no text, such as lists of records, are taken from.</param>
    /// <param name="subset">The point of the sweep, from 0.</param>
    /// <param name="simulation">The variant of the model, from 0.</param>
    /// <exception cref="SimulationException">There is no such subset, or a value is none of the parameter's.</exception>
    public TParameters ParametersOf<TParameters>(TParameters defaults, int subset = 0, int simulation = 0)
        where TParameters : class
    {
        var found = Subsets.FirstOrDefault(one => one.Simulation == simulation && one.Subset == subset)
            ?? throw new SimulationException($"The dataset in {Directory} has no subset {subset} of simulation {simulation}.");
        return FromManifest(() => DatasetReplay.ParametersOf(defaults, _manifest, SweptOf(found.Simulation, found.Subset), simulation));
    }

    /// <inheritdoc/>
    public IEnumerable<RecordedValue> Values(string variable)
    {
        var type = Variables.FirstOrDefault(one => one.Name == variable)?.Type
            ?? throw new SimulationException($"The dataset has no variable '{variable}'. {ParameterPoint.Suggestion(variable, Variables.Select(one => one.Name))}");
        return type is "Double" or "Int32" or "Int64"
            ? ReadAhead.Of(Parts(DatasetLayout.Trajectories), part => Recorded(part, variable, type)).SelectMany(EndsOfTimesteps)
            : throw new SimulationException($"Variable '{variable}' is of type {type}, and a number is needed.");
    }

    /// <inheritdoc/>
    public IEnumerable<MetricValue> MetricValues(string metric)
    {
        var column = FromManifest(() => _manifest["metrics"]!.AsArray().Where(one => (string)one!["name"]! == metric).Select(one => (string)one!["column"]!).FirstOrDefault())
            ?? throw new SimulationException($"The dataset has no metric '{metric}'. {ParameterPoint.Suggestion(metric, Metrics.Select(one => one.Name))}");
        return ReadAhead.Of(Parts(DatasetLayout.Runs), part => MetricsOf(part, column)).SelectMany(values => values);
    }

    static MetricValue[] MetricsOf(string part, string column)
    {
        using var reader = PartFileReader.Open(part);
        return [.. Ids(reader).Zip(reader.ReadColumn<double?>(column), (id, value) => new MetricValue(id, value))];
    }

    static (RunId[] Ids, int[] Timestep, double?[] Values) Recorded(string part, string variable, string type)
    {
        using var reader = PartFileReader.Open(part);
        return (Ids(reader), reader.ReadColumn<int>("timestep"), Numbers(reader, variable, type));
    }

    // Of the substeps of a timestep the last stands for it.
    static IEnumerable<RecordedValue> EndsOfTimesteps((RunId[] Ids, int[] Timestep, double?[] Values) part)
    {
        var (ids, timestep, values) = part;
        for (var row = 0; row < values.Length; row++)
        {
            if ((row + 1 == values.Length || ids[row + 1] != ids[row] || timestep[row + 1] != timestep[row]) && values[row] is { } value)
                yield return new RecordedValue(ids[row], timestep[row], value);
        }
    }

    static double?[] Numbers(PartFileReader reader, string column, string type) => type switch
    {
        "Int32" => [.. reader.ReadColumn<int?>(column).Select(value => (double?)value)],
        "Int64" => [.. reader.ReadColumn<long?>(column).Select(value => (double?)value)],
        _ => reader.ReadColumn<double?>(column),
    };

    static RunId[] Ids(PartFileReader reader)
    {
        var (simulation, subset, run) = (reader.ReadColumn<int>("simulation"), reader.ReadColumn<int>("subset"), reader.ReadColumn<int>("run"));
        return [.. run.Select((number, row) => new RunId(simulation[row], subset[row], number))];
    }

    static object? Plain(JsonNode? value) => value?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.ToString(),
    };
}
