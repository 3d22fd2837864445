using System.CommandLine;
using Sim.Experiments.Output;
using Spectre.Console;

namespace Sim.Experiments.Commands;

/// <summary><c>summarize DIR</c>: the table of a dataset on disk.</summary>
sealed class SummarizeCommand : Command
{
    readonly Argument<string> _directory = new("directory") { Description = "The dataset's folder." };

    public SummarizeCommand(IAnsiConsole console, string workingDirectory)
        : base("summarize", "Sums up a dataset: metrics of each subset, failures, sizes.")
    {
        Add(_directory);
        SetAction(parsed =>
        {
            var dataset = DatasetText.Open(workingDirectory, parsed.GetRequiredValue(_directory));
            var subsets = dataset.Summarize();
            DatasetText.WriteHead(console, dataset);
            SummaryTable.Write(console, subsets, dataset.Manifest["until"]?["metric"]?.ToString());
            DatasetText.WriteSizes(console, dataset, subsets);
            return ExitCode.Success;
        });
    }
}
