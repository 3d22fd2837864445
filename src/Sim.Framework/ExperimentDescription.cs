using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using Sim.Framework.Execution;
using Sim.Framework.Recording;

namespace Sim.Framework;

/// <summary>One parameter or state variable in words.</summary>
/// <param name="Name">Its column name.</param>
/// <param name="Type">What it takes, with its range where it has one.</param>
/// <param name="Unit">Its unit; empty when none is stated.</param>
/// <param name="Value">A parameter's value in the base case; empty for a state variable.</param>
/// <param name="Description">What its doc comment says.</param>
public sealed record VariableDescription(string Name, string Type, string Unit, string Value, string Description);

/// <summary>One partial state update block in words.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Signal">The type of its signal, with the aggregator; empty for a block without policies.</param>
/// <param name="IsConditional">Whether it runs only under a condition.</param>
/// <param name="Policies">The names of its policies in order.</param>
/// <param name="Updates">The variables that it updates.</param>
public sealed record BlockDescription(string Name, string Description, string Signal, bool IsConditional, IReadOnlyList<string> Policies, IReadOnlyList<string> Updates);

/// <summary>An experiment in words: what a user reads before running it.</summary>
public sealed record ExperimentDescription
{
    const int SweptValuesShown = 10;

    /// <summary>The experiment's name.</summary>
    public required string Name { get; init; }

    /// <summary>The question that it answers.</summary>
    public required string Question { get; init; }

    /// <summary>The model's name, of the first simulation.</summary>
    public required string Model { get; init; }

    /// <summary>The names of the simulations, from number 0.</summary>
    public required IReadOnlyList<string> Simulations { get; init; }

    /// <summary>Timesteps of a run, of the first simulation.</summary>
    public required int Timesteps { get; init; }

    /// <summary>Runs of a subset, of the first simulation.</summary>
    public required int Runs { get; init; }

    /// <summary>Subsets, of the first simulation.</summary>
    public required int Subsets { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>What is swept: parameter and its values, or their number when they are many or several parameters go together.</summary>
    public required IReadOnlyList<string> Swept { get; init; }

    /// <summary>The metrics' names.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The parameters.</summary>
    public required IReadOnlyList<VariableDescription> Parameters { get; init; }

    /// <summary>The state variables.</summary>
    public required IReadOnlyList<VariableDescription> State { get; init; }

    /// <summary>The blocks of the first simulation, in running order.</summary>
    public required IReadOnlyList<BlockDescription> Blocks { get; init; }

    /// <summary>The blocks as a Mermaid flowchart: policies, signals, updated variables.</summary>
    public string Mermaid()
    {
        var text = new StringBuilder("flowchart TD\n");
        for (var block = 0; block < Blocks.Count; block++)
        {
            var described = Blocks[block];
            text.Append($"  subgraph b{block}[\"{block + 1}. {described.Name}\"]\n");
            if (described.Policies.Count > 0)
                text.Append($"    b{block}s{{{{\"{described.Signal}\"}}}}\n");
            for (var policy = 0; policy < described.Policies.Count; policy++)
                text.Append($"    b{block}p{policy}([\"{described.Policies[policy]}\"]) --> b{block}s\n");
            for (var update = 0; update < described.Updates.Count; update++)
                text.Append($"    {(described.Policies.Count > 0 ? $"b{block}s --> " : "")}b{block}u{update}[\"{described.Updates[update]}\"]\n");
            text.Append("  end\n");
            if (block > 0)
                text.Append($"  b{block - 1} --> b{block}\n");
        }

        return text.ToString();
    }

    internal static ExperimentDescription Of<TState, TParameters>(ExperimentSettings<TState, TParameters> settings)
        where TState : struct
        where TParameters : class
    {
        var first = settings.Plan().Simulations[0];
        var sweep = settings.Simulations[0].Sweep ?? settings.Sweep;
        return new ExperimentDescription
        {
            Name = settings.Name,
            Question = settings.Question,
            Model = first.Model.Name,
            Simulations = [.. settings.Simulations.Select(simulation => simulation.Name)],
            Timesteps = first.Timesteps,
            Runs = first.Runs,
            Subsets = first.Sweep.Count,
            Seed = settings.Seed,
            Swept = [.. sweep.Select(part => Describe(part.For(first.Base)))],
            Metrics = [.. settings.Metrics.Select(metric => metric.Name)],
            Parameters = [.. StateSchema.OfParameters(typeof(TParameters)).Variables.Select(variable => Describe(variable, Invariant.Text(variable.Path.Get(first.Base))))],
            State = [.. first.Model.Schema.Variables.Select(variable => Describe(variable, ""))],
            Blocks = [.. first.Model.Blocks.Select(Describe)],
        };
    }

    static string Describe(SweepPart part) =>
        $"{string.Join(" with ", part.Paths.Select(path => path.Column))}: "
        + (part.Paths.Count == 1 && part.Points.Count <= SweptValuesShown ? string.Join(", ", part.Points.Select(point => Invariant.Text(point[0]))) : $"{part.Points.Count} values");

    static VariableDescription Describe(Variable variable, string value)
    {
        var member = variable.Path.Members[^1];
        var range = member.GetCustomAttribute<RangeAttribute>() is { } allowed ? $", {Invariant.Text(allowed.Minimum)} to {Invariant.Text(allowed.Maximum)}" : "";
        return new VariableDescription(variable.Column, variable.TypeText + range, variable.Path.Unit ?? "", value, DocComments.Of(member));
    }

    static BlockDescription Describe(BlockDefinition block)
    {
        var aggregator = block.AggregatorFunction is null ? block.Aggregator.ToString() : "own function";
        return new BlockDescription(
            block.Name,
            block.Description ?? "",
            block.Signal is null ? "" : block.Policies.Count > 1 ? $"{block.Signal.Name}, {Invariant.SnakeCase(aggregator).Replace('_', ' ')}" : block.Signal.Name,
            block.Condition is not null,
            [.. block.Policies.Select(policy => policy.Name)],
            [.. block.Updates.SelectMany(update => update.Writes).Select(path => path.Column)]);
    }
}
