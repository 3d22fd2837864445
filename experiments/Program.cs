using Sim.Experiments;
using Sim.Experiments.Output;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C lets the parts in hand finish; the second ends the process.
    pressed.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
};
return Cli.Run(args, Catalog.Default, Terminal.Create(), Console.Error, cancellation.Token);
