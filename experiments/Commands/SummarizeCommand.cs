using System.CommandLine;
using Sim.Experiments.Output;
using Sim.Framework;
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
            var shown = parsed.GetRequiredValue(_directory);
            if (string.IsNullOrWhiteSpace(shown))
                throw new SimulationException("Give the folder of a dataset, such as results/NAME.");
            var dataset = Dataset.Open(Path.Combine(workingDirectory, shown));
            var subsets = dataset.Summarize();
            DatasetText.WriteHead(console, dataset);
            SummaryTable.Write(console, subsets, dataset.Manifest["until"]?["metric"]?.ToString());
            DatasetText.WriteSizes(console, dataset, subsets);
            return ExitCode.Success;
        });
    }
}
