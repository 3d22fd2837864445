using System.CommandLine;
using Sim.Experiments.Output;
using Spectre.Console;

namespace Sim.Experiments.Commands;

/// <summary><c>verify DIR</c>: reads a dataset whole, and says whether anything is missing or damaged.</summary>
sealed class VerifyCommand : Command
{
    const int ProblemsShown = 20;

    readonly Argument<string> _directory = new("directory") { Description = "The dataset's folder." };

    public VerifyCommand(IAnsiConsole console, string workingDirectory)
        : base("verify", "Checks a dataset: every part there and readable, checksums, counts, no run missing or twice.")
    {
        Add(_directory);
        SetAction(parsed =>
        {
            var dataset = DatasetText.Open(workingDirectory, parsed.GetRequiredValue(_directory));
            var problems = dataset.Verify();
            if (problems.Count == 0)
            {
                console.WriteProse(FormattableString.Invariant(
                    $"{dataset.Experiment}: whole. {dataset.Manifest["runs"]!["completed"]:N0} runs completed and {dataset.Manifest["runs"]!["failed"]} failed, in {dataset.Manifest["parts"]!["count"]} planned parts; every checksum is right."));
                return ExitCode.Success;
            }

            console.WriteProse(FormattableString.Invariant($"{dataset.Experiment}: {problems.Count:N0} {(problems.Count == 1 ? "problem" : "problems")}."));
            foreach (var problem in problems.Take(ProblemsShown))
                console.WriteProse($"  {problem}");
            if (problems.Count > ProblemsShown)
                console.WriteProse(FormattableString.Invariant($"  … and {problems.Count - ProblemsShown:N0} more."));
            console.WriteProse("The command that wrote it, with --resume, keeps what is whole and computes the rest; files that belong to no part can be deleted.");
            return ExitCode.NotComplete;
        });
    }
}
