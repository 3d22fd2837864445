using System.CommandLine;
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
        console.WriteLine(described.Name);
        console.WriteLine(described.Question);
        console.WriteLine();
        console.WriteLine(FormattableString.Invariant(
            $"Model {described.Model}, {described.Subsets} subsets × {described.Runs} runs × {described.Timesteps} timesteps, seed {described.Seed}"));
        if (described.Simulations.Count > 1)
            console.WriteLine($"Simulations: {string.Join(", ", described.Simulations.Select((name, number) => FormattableString.Invariant($"{number} {name}")))}");
        if (described.Swept.Count > 0)
            console.WriteLine($"Swept: {string.Join("; ", described.Swept)}");
        if (described.Metrics.Count > 0)
            console.WriteLine($"Metrics: {string.Join(", ", described.Metrics)}");
        console.Write(Variables("Parameters", described.Parameters, withValue: true));
        console.Write(Variables("State variables", described.State, withValue: false));
        console.Write(Blocks(described.Blocks));
    }

    static TableTitle Heading(string text) => new(text, Style.Plain);

    static Table Variables(string title, IReadOnlyList<VariableDescription> variables, bool withValue)
    {
        var table = new Table().Border(TableBorder.Simple).Title(Heading(title)).AddColumn(new TableColumn("name").NoWrap());
        if (withValue)
            table.AddColumn("default");
        table.AddColumn(new TableColumn("unit").NoWrap()).AddColumn("type").AddColumn("description");
        foreach (var variable in variables)
        {
            string[] cells = withValue
                ? [variable.Name, variable.Value, variable.Unit, variable.Type, variable.Description]
                : [variable.Name, variable.Unit, variable.Type, variable.Description];
            table.AddRow(cells.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    static Table Blocks(IReadOnlyList<BlockDescription> blocks)
    {
        var table = new Table().Border(TableBorder.Simple).Title(Heading("Blocks, in running order")).AddColumn("#").AddColumn("block").AddColumn("policies").AddColumn("signal").AddColumn("updates");
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
