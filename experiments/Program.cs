using System.Runtime.InteropServices;
using Sim.Experiments;
using Sim.Experiments.Output;

using var cancellation = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return Cli.Run(args, Catalog.Default, Terminal.CreateOutput(), Terminal.CreateError(), cancellationToken: cancellation.Token);

// The first signal lets the parts in hand finish; the second ends the process.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
