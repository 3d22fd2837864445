using System.CommandLine;
using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Commands;

/// <summary><c>list</c>: the experiments and their questions.</summary>
sealed class ListCommand : Command
{
    public ListCommand(Catalog catalog, IAnsiConsole console)
        : base("list", "Lists the experiments.") =>
        SetAction(_ =>
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("experiment").NoWrap()).AddColumn("question");
            foreach (var name in catalog.Names)
                table.AddRow(Markup.Escape(name), Markup.Escape(Question(catalog, name)));
            console.Write(table);
            return ExitCode.Success;
        });

    static string Question(Catalog catalog, string name)
    {
        try
        {
            return catalog.Find(name).Question;
        }
        catch (SimulationException exception)
        {
            return $"cannot be built: {exception.Message}";
        }
    }
}
