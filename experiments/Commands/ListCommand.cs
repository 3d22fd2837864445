using System.CommandLine;
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
                table.AddRow(Markup.Escape(name), Markup.Escape(catalog.Find(name).Question));
            console.Write(table);
            return ExitCode.Success;
        });
}
