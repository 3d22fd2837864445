using System.CommandLine;
using Sim.Experiments.Output;
using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Commands;

/// <summary><c>summarize DIR</c>: the table of a dataset on disk.</summary>
sealed class SummarizeCommand : Command
{
    readonly Argument<string> _directory = new("directory") { Description = "The dataset's folder." };

    public SummarizeCommand(IAnsiConsole console)
        : base("summarize", "Sums up a dataset: metrics of each subset, failures, sizes.")
    {
        Add(_directory);
        SetAction(parsed =>
        {
            var dataset = Dataset.Open(parsed.GetRequiredValue(_directory));
            console.WriteLine($"{dataset.Experiment}: {dataset.Status}");
            if ((string?)dataset.Manifest["question"] is { Length: > 0 } question)
                console.WriteLine(question);
            SummaryTable.Write(console, dataset.Summarize());
            OutcomeText.WriteSizes(console, dataset);
            return ExitCode.Success;
        });
    }
}
