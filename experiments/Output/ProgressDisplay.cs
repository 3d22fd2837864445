using System.Diagnostics;
using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Output;

/// <summary>Shows how far an experiment is: a live bar on a terminal, a plain line now and then elsewhere.</summary>
static class ProgressDisplay
{
    const int BarWidth = 20;
    const string Stopping = "stopping after the parts in hand; Ctrl-C again ends at once";

    static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(2);

    public static Outcome While(IAnsiConsole console, Func<IProgress<ExperimentProgress>, Task<Outcome>> run, CancellationToken cancellationToken) =>
        console.Profile.Capabilities is { Ansi: true, Interactive: true } ? WithBar(console, run, cancellationToken) : WithLines(console, run, cancellationToken);

    static Outcome WithBar(IAnsiConsole console, Func<IProgress<ExperimentProgress>, Task<Outcome>> run, CancellationToken cancellationToken) =>
        console.Progress()
            .Columns(new ProgressBarColumn { Width = BarWidth }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .AutoClear(true)
            .Start(context =>
            {
                var task = context.AddTask("starting", maxValue: 1);
                using var stopping = cancellationToken.Register(() => task.Description = Stopping);
                return run(new Reporter(progress =>
                {
                    task.MaxValue = Math.Max(1, progress.Runs);
                    task.Value = progress.RunsDone;
                    task.Description = cancellationToken.IsCancellationRequested ? Stopping : Markup.Escape(Text(progress));
                })).GetAwaiter().GetResult();
            });

    static Outcome WithLines(IAnsiConsole console, Func<IProgress<ExperimentProgress>, Task<Outcome>> run, CancellationToken cancellationToken)
    {
        var sinceLine = Stopwatch.StartNew();
        var oneAtATime = new Lock();
        void Line(string text)
        {
            lock (oneAtATime)
                console.WriteWhole(text);
        }

        using var stopping = cancellationToken.Register(() => Line(Stopping));
        return run(new Reporter(progress =>
        {
            if (sinceLine.Elapsed < LineInterval)
                return;
            sinceLine.Restart();
            Line(Text(progress));
        })).GetAwaiter().GetResult();
    }

    static string Text(ExperimentProgress progress)
    {
        var failed = progress.Failed == 0 ? "" : FormattableString.Invariant($", {progress.Failed:N0} failed");
        var left = progress.TimeLeft is { } time ? $", {(time < TimeSpan.FromSeconds(1) ? "under a second" : time.ToString(time < TimeSpan.FromHours(1) ? @"m\:ss" : @"h\:mm\:ss", System.Globalization.CultureInfo.InvariantCulture))} left" : "";
        return FormattableString.Invariant($"{progress.RunsDone:N0} of {progress.Runs:N0} runs{failed}, {OutcomeText.Speed(progress.TimestepsPerSecond)}") + left;
    }

    /// <summary>Reports on the thread that it is told on, so that no report comes after the end.</summary>
    sealed class Reporter(Action<ExperimentProgress> report) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => report(value);
    }
}
