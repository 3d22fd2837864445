using System.Text.Json.Nodes;
using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>Replays a run of a dataset: what differs between the experiment and the dataset is taken from the dataset.</summary>
static class DatasetReplay
{
    /// <summary>Substeps that a replay keeps, at the most: each with its whole state.</summary>
    const long MostSubsteps = 1_000_000;

    public static ReplayDescription Of<TState, TParameters>(ExperimentSettings<TState, TParameters> settings, Dataset dataset, RunId id)
        where TState : struct
        where TParameters : class
    {
        if (dataset.Experiment != settings.Name)
            throw new SimulationException($"The dataset in {dataset.Directory} is of experiment '{dataset.Experiment}', not of '{settings.Name}'.");
        var manifest = dataset.Manifest;
        var planned = settings.Plan().Simulations;
        var (timesteps, own, parameters) = dataset.FromManifest(() => Recorded(settings, planned, manifest, dataset, id));
        var model = planned[id.Simulation].Model;
        ParameterPoint.Check(parameters, new SweepPoints([]), $"The dataset in {dataset.Directory}, {id}");
        if ((long)timesteps * model.Blocks.Count > MostSubsteps)
            throw new SimulationException(FormattableString.Invariant($"The runs of the dataset in {dataset.Directory} have {timesteps} timesteps of {model.Blocks.Count} blocks: a replay keeps the state after each, and takes {MostSubsteps} at the most. Step through the run with Model.Simulate."));
        var replay = Replay<TState, TParameters>.Of(model, parameters, own.KeyOf(id), id, timesteps);
        var code = new JsonArray([.. CodeIdentity.Of(settings).Select(line => (JsonNode)line)]);
        return Describe(replay, model, own.Seed, [.. JsonDifference.Between("code", manifest["code"], JsonNode.Parse(code.ToJsonString()))]);
    }

    /// <summary>What the dataset says of a run: timesteps, seed and streams, parameters.</summary>
    static (int Timesteps, ExperimentSettings<TState, TParameters> Own, TParameters Parameters) Recorded<TState, TParameters>(
        ExperimentSettings<TState, TParameters> settings, IReadOnlyList<PlannedSimulation<TState, TParameters>> planned, JsonNode manifest, Dataset dataset, RunId id)
        where TState : struct
        where TParameters : class
    {
        var simulations = manifest["simulations"]!.AsArray();
        Within(dataset, "simulation", id.Simulation, 0, Math.Min(simulations.Count, planned.Count) - 1);
        var simulation = simulations[id.Simulation]!;
        Within(dataset, "subset", id.Subset, 0, (int)simulation["subsets"]! - 1);
        Within(dataset, "run", id.Run, 1, (int)simulation["runs"]!);
        var timesteps = (int)simulation["timesteps"]!;
        ArgumentOutOfRangeException.ThrowIfNegative(timesteps);
        var own = settings with { Seed = (long)manifest["seed"]!, IndependentStreams = (string)manifest["streams"]! == "independent" };
        try
        {
            return (timesteps, own, ParametersOf(planned[id.Simulation], manifest, dataset, id));
        }
        catch (SimulationException exception)
        {
            throw new SimulationException($"The {DatasetLayout.Manifest} of the dataset in {dataset.Directory} cannot be replayed: {exception.Message}", exception);
        }
    }

    static TParameters ParametersOf<TState, TParameters>(PlannedSimulation<TState, TParameters> planned, JsonNode manifest, Dataset dataset, RunId id)
        where TState : struct
        where TParameters : class
    {
        var made = WithBase(planned.Base, manifest, id.Simulation, _ => true);
        var swept = dataset.SweptOf(id.Simulation, id.Subset);
        for (var place = 0; place < swept.Count; place++)
        {
            var (name, wanted) = swept[place];
            // A record that is swept as a whole has no text to be read from, but the experiment itself may still have it.
            var known = planned.Sweep.Paths.ToList().FindIndex(path => path.Column == name);
            var point = known < 0 ? null : planned.Sweep.Parts.SelectMany(part => part.Paths.Select((path, column) => (path, column, part)))
                .Where(entry => entry.path.Column == name).SelectMany(entry => entry.part.Points.Select(values => values[entry.column]))
                .FirstOrDefault(value => JsonNode.DeepEquals(Same(Manifest.Value(value)), Same(wanted)));
            made = point is not null ? planned.Sweep.Paths[known].Set(made, point) : Set(made, ParameterPoint.Find(typeof(TParameters), name), wanted);
        }

        return (TParameters)made;
    }

    /// <summary>The parameters of a subset; what has no text is taken from <paramref name="defaults"/>.</summary>
    public static TParameters ParametersOf<TParameters>(TParameters defaults, JsonNode manifest, IReadOnlyList<KeyValuePair<string, JsonNode?>> swept, int simulation)
        where TParameters : class =>
        (TParameters)swept.Aggregate(WithBase(defaults, manifest, simulation, variable => variable.Kind != VariableKind.Other), (made, entry) => Set(made, ParameterPoint.Find(typeof(TParameters), entry.Key), entry.Value));

    static object WithBase(object parameters, JsonNode manifest, int simulation, Func<Variable, bool> isTaken)
    {
        var own = manifest["simulations"]![simulation]!["parameters"];
        return StateSchema.OfParameters(parameters.GetType()).Variables.Where(isTaken).Aggregate(parameters, (made, variable) =>
            Set(made, variable, own is null ? manifest["parameters"]![variable.Column]?["value"] : own[variable.Column]));
    }

    static object Set(object parameters, Variable variable, JsonNode? wanted)
    {
        if (JsonNode.DeepEquals(Same(Manifest.Value(variable.Path.Get(parameters))), Same(wanted)))
            return parameters;
        var text = wanted switch
        {
            null => "none",
            JsonArray list => string.Join(';', list.Select(element => element!.ToJsonString())),
            _ => wanted.ToString(),
        };
        return variable.Path.Set(parameters, ParameterPoint.Parse(variable, text));
    }

    // Numbers made here and numbers read from a file compare as text.
    static JsonNode? Same(JsonNode? value) => value is null ? null : JsonNode.Parse(value.ToJsonString());

    static ReplayDescription Describe<TState, TParameters>(Replay<TState, TParameters> replay, Model<TState, TParameters> model, long seed, IReadOnlyList<string> differences)
        where TState : struct
        where TParameters : class
    {
        var variables = model.Schema.Variables.Where(variable => variable.IsRecorded).ToList();
        IReadOnlyList<string> Values(TState state) => [.. variables.Select(variable => Text(Manifest.Value(variable.Path.Get(state))))];
        return new ReplayDescription
        {
            Id = replay.Id,
            Seed = seed,
            Parameters = [.. Manifest.Values(replay.Parameters).Select(value => KeyValuePair.Create(value.Key, Text(value.Value)))],
            Variables = [.. variables.Select(variable => variable.Column)],
            Substeps =
            [
                .. replay.Timesteps.SelectMany(timestep => timestep.Timestep == 0
                    ? [new ReplayedSubstep(0, 0, "start", "", Values(timestep.State))]
                    : timestep.Substeps.Select(substep => new ReplayedSubstep(timestep.Timestep, substep.Number, substep.Block, substep.Signal is null ? "" : Invariant.Text(substep.Signal), Values(substep.State)))),
            ],
            Failure = replay.Failure,
            Differences = differences,
        };
    }

    static string Text(JsonNode? value) => value is JsonArray list ? list.ToJsonString() : value?.ToString() ?? "null";

    static void Within(Dataset dataset, string what, int given, int first, int last)
    {
        if (given < first || given > last)
            throw new SimulationException($"There is no {what} {given}: they are numbered {first} to {last} in {dataset.Directory}.");
    }
}
