using System.CommandLine;
using Sim.Experiments.Output;
using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Commands;

/// <summary><c>describe NAME</c>: parameters, state variables and blocks, or the blocks as a Mermaid flowchart.</summary>
sealed class DescribeCommand : Command
{
    readonly Argument<string> _name = new("name") { Description = "The experiment, as `list` names it." };
    readonly Option<bool> _diagram = new("--diagram") { Description = "Print the blocks as a Mermaid flowchart, and nothing else." };

    public DescribeCommand(Catalog catalog, IAnsiConsole console)
        : base("describe", "Describes an experiment: parameters, state variables, blocks.")
    {
        Add(_name);
        Add(_diagram);
        SetAction(parsed =>
        {
            var described = catalog.Find(parsed.GetRequiredValue(_name)).Describe();
            if (parsed.GetValue(_diagram))
                console.Profile.Out.Writer.Write(described.Mermaid());
            else
                Write(console, described);
            return ExitCode.Success;
        });
    }

    static void Write(IAnsiConsole console, ExperimentDescription described)
    {
        console.WriteProse(described.Name);
        console.WriteProse(described.Question);
        console.WriteLine();
        console.WriteProse(FormattableString.Invariant(
            $"Model {described.Model}: {described.Subsets:N0} subsets × {described.Runs:N0} runs × {described.Timesteps:N0} timesteps, seed {described.Seed}"));
        if (described.Simulations.Count > 1)
            console.WriteProse($"Simulations: {string.Join(", ", described.Simulations.Select((name, number) => FormattableString.Invariant($"{number} {name}")))}");
        if (described.Swept.Count > 0)
            console.WriteProse($"Swept: {string.Join("; ", described.Swept)}");
        if (described.Metrics.Count > 0)
            console.WriteProse($"Metrics: {string.Join(", ", described.Metrics)}");
        console.WriteLine();
        Headed(console, "Parameters", VariableTable.Of(described.Parameters, console.Profile.Width, withValue: true));
        Headed(console, "State variables", VariableTable.Of(described.State, console.Profile.Width, withValue: false));
        Headed(console, "Blocks, in running order", Blocks(described.Blocks));
    }

    static void Headed(IAnsiConsole console, string heading, Table table)
    {
        console.WriteLine(heading, new Style(decoration: Decoration.Bold));
        console.Write(table);
    }

    static Table Blocks(IReadOnlyList<BlockDescription> blocks)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn("#").AddColumn("block").AddColumn("policies").AddColumn("signal").AddColumn(new TableColumn("updates").NoWrap());
        for (var block = 0; block < blocks.Count; block++)
        {
            var described = blocks[block];
            table.AddRow(
                FormattableString.Invariant($"{block + 1}"),
                Markup.Escape(described.Name + (described.IsConditional ? " (conditional)" : "") + (described.Description.Length > 0 ? $"\n{described.Description}" : "")),
                Markup.Escape(string.Join('\n', described.Policies)),
                Markup.Escape(described.Signal),
                Markup.Escape(string.Join('\n', described.Updates)));
        }

        return table;
    }
}
