using System.Text.Json;
using System.Text.Json.Nodes;
using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework;

/// <summary>A dataset on disk, to be read back: typed rows for LINQ, or columns.</summary>
/// <remarks>Parts are read in order, so rows come in the order simulation, subset, run, timestep. A dataset that is still being written shows the parts that are complete.</remarks>
public sealed partial class Dataset
{
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    readonly JsonNode _manifest;

    Dataset(string directory, JsonNode manifest) => (Directory, _manifest) = (directory, manifest);

    /// <summary>The dataset's folder.</summary>
    public string Directory { get; }

    /// <summary>The experiment's name.</summary>
    public string Experiment => _manifest["experiment"]!.GetValue<string>();

    /// <summary><c>complete</c>, <c>cut short</c>, or <c>running</c> for one that is being written or was left by a crash.</summary>
    public string Status => _manifest["status"]!.GetValue<string>();

    /// <summary>The manifest as it stands on disk.</summary>
    public JsonNode Manifest => _manifest.DeepClone();

    /// <summary>Opens the dataset in a folder.</summary>
    /// <exception cref="SimulationException">The folder has no manifest, or it cannot be read.</exception>
    public static Dataset Open(string directory)
    {
        var path = Path.Combine(directory, DatasetLayout.Manifest);
        if (!File.Exists(path))
            throw new SimulationException($"There is no dataset in {directory}: it has no {DatasetLayout.Manifest}. Give the folder that an experiment was written to.");
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(path), documentOptions: Strict);
            ReadTexts(json);
            return json is JsonObject manifest && IsManifest(manifest)
                ? new Dataset(directory, manifest)
                : throw new SimulationException($"{path} is not the manifest of a dataset.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"Cannot read {path}: {exception.Message}", exception);
        }
    }

    /// <summary>The recorded rows as objects: properties are matched to columns by name (<c>PreyBirth</c> to <c>prey_birth</c>), and only these columns are read.</summary>
    /// <exception cref="SimulationException">A property has no column, or a file is damaged.</exception>
    public IEnumerable<TRow> Rows<TRow>() => Parts(DatasetLayout.Trajectories).SelectMany(ReadRows<TRow>);

    /// <summary>The runs as objects, as <see cref="Rows{TRow}"/>: keys, swept parameters, status, timesteps, metrics.</summary>
    /// <exception cref="SimulationException">A property has no column, or a file is damaged.</exception>
    public IEnumerable<TRow> Runs<TRow>() => Parts(DatasetLayout.Runs).SelectMany(ReadRows<TRow>);

    /// <summary>The failures as objects; none when no run failed.</summary>
    /// <exception cref="SimulationException">A property has no column, or a file is damaged.</exception>
    public IEnumerable<TRow> Failures<TRow>() => Parts(DatasetLayout.Failures).SelectMany(ReadRows<TRow>);

    /// <summary>One column of the recorded rows; nullable columns as nullable types.</summary>
    /// <exception cref="SimulationException">There is no such column, or it is of another type.</exception>
    public TValue[] Column<TValue>(string name) => ReadColumn<TValue>(DatasetLayout.Trajectories, name);

    /// <summary>One column of the runs.</summary>
    /// <exception cref="SimulationException">There is no such column, or it is of another type.</exception>
    public TValue[] RunColumn<TValue>(string name) => ReadColumn<TValue>(DatasetLayout.Runs, name);

    /// <summary>The metrics of each subset, summed up from the runs that are there.</summary>
    /// <exception cref="SimulationException">The manifest does not fit the runs, or a file is damaged.</exception>
    public IReadOnlyList<SubsetSummary> Summarize() => FromManifest(() =>
    {
        var subsets = Summaries();
        var (written, found) = ((long?)_manifest["runs"]?["completed"] + (long?)_manifest["runs"]?["failed"], subsets.Sum(subset => subset.Runs));
        return written is null || written == found
            ? subsets
            : throw new SimulationException($"The dataset in {Directory} is damaged: {written} runs were written, and {found} are there. Restore its files, or run the experiment again.");
    });

    /// <summary>Reads everything and checks it: every part that should be there is, with its checksums and counts, no run is missing or there twice, and no file is of another part.</summary>
    /// <returns>What is wrong, a line each; none when the dataset is whole.</returns>
    /// <exception cref="SimulationException">The manifest is damaged.</exception>
    public IReadOnlyList<string> Verify() => FromManifest(() => new DatasetCheck(Directory, _manifest).Problems().ToList());

    /// <summary>Does what reads the manifest, which may have been edited into anything.</summary>
    /// <exception cref="SimulationException">It does not say what it should.</exception>
    internal T FromManifest<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidOperationException or NullReferenceException or ArgumentException or FormatException or ArithmeticException or IndexOutOfRangeException)
        {
            throw new SimulationException($"The dataset in {Directory} is damaged: its {DatasetLayout.Manifest} does not fit its runs. Restore the files, or run the experiment again with --overwrite.", exception);
        }
    }

    /// <summary>Whether what every reader needs is there.</summary>
    static bool IsManifest(JsonObject json) =>
        json["experiment"]?.GetValueKind() == JsonValueKind.String && json["status"]?.GetValueKind() == JsonValueKind.String
        && json["simulations"] is JsonArray && json["metrics"] is JsonArray
        && json["runs"] is JsonObject or null && json["until"] is JsonObject or null;

    /// <summary>Reads every name and text once, which alone finds that one holds half a letter.</summary>
    /// <exception cref="InvalidOperationException">One does.</exception>
    static void ReadTexts(JsonNode? json)
    {
        foreach (var held in json is JsonObject named ? named.Select(entry => entry.Value) : json as JsonArray ?? [])
            ReadTexts(held);
        if (json?.GetValueKind() == JsonValueKind.String)
            json.GetValue<string>();
    }

    IReadOnlyList<SubsetSummary> Summaries()
    {
        var metrics = _manifest["metrics"]!.AsArray().Select(metric => (Name: metric!["name"]!.GetValue<string>(), Column: metric["column"]!.GetValue<string>())).ToList();
        var summary = new Summary([.. metrics.Select(metric => metric.Name)]);
        foreach (var (part, share) in ReadAhead.Of(Parts(DatasetLayout.Runs), path => Share(path, [.. metrics.Select(metric => metric.Column)])).Index())
            summary.Add(part, share);
        summary.Close();
        return summary.Subsets(Until.Read(_manifest["until"], [.. metrics.Select(metric => metric.Name)]), (simulation, subset) => (
            _manifest["simulations"]![simulation]!["name"]!.GetValue<string>(),
            [.. SweptOf(simulation, subset).Select(value => KeyValuePair.Create(value.Key, (object?)(value.Value is JsonArray list ? list.ToJsonString() : value.Value?.ToString())))]));
    }

    /// <summary>The swept parameters of a subset, by column name: the parts of the sweep multiply, the last varying fastest.</summary>
    internal IReadOnlyList<KeyValuePair<string, JsonNode?>> SweptOf(int simulation, int subset)
    {
        var values = new List<KeyValuePair<string, JsonNode?>>();
        foreach (var part in _manifest["simulations"]![simulation]!["sweep"]!.AsArray().Reverse())
        {
            var points = part!["points"]!.AsArray();
            (subset, var point) = Math.DivRem(subset, points.Count);
            values.InsertRange(0, part["parameters"]!.AsArray().Select((name, place) => KeyValuePair.Create(name!.GetValue<string>(), points[point]![place])));
        }

        return values;
    }

    static Summary.Share Share(string path, IReadOnlyList<string> metrics)
    {
        using var reader = PartFileReader.Open(path);
        var (simulation, subset, run, status) = (reader.ReadColumn<int>("simulation"), reader.ReadColumn<int>("subset"), reader.ReadColumn<int>("run"), reader.ReadColumn<string>("status"));
        var values = metrics.Select(column => reader.ReadColumn<double?>(column)).ToList();
        var share = new Summary.Share();
        for (var row = 0; row < run.Length; row++)
            share.Add(new RunId(simulation[row], subset[row], run[row]), status[row] != nameof(RunStatus.Completed), [.. values.Select(column => column[row])]);
        return share;
    }

    IEnumerable<string> Parts(string table) => DatasetLayout.Parts(Directory, table);

    static IEnumerable<TRow> ReadRows<TRow>(string path)
    {
        using var reader = PartFileReader.Open(path);
        foreach (var row in reader.ReadRows<TRow>())
            yield return row;
    }

    TValue[] ReadColumn<TValue>(string table, string name)
    {
        List<TValue[]> parts =
        [
            .. ReadAhead.Of(Parts(table), path =>
            {
                using var reader = PartFileReader.Open(path);
                return reader.ReadColumn<TValue>(name);
            }),
        ];
        var column = new TValue[parts.Sum(part => (long)part.Length)];
        var row = 0L;
        foreach (var part in parts)
        {
            part.CopyTo(column, row);
            row += part.Length;
        }

        return column;
    }
}
