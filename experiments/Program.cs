using System.Runtime.InteropServices;
using Sim.Experiments;
using Sim.Experiments.Output;

var isTerminated = false;
using var cancellation = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var exit = Cli.Run(args, Catalog.Default, Terminal.CreateOutput(), Terminal.CreateError(), cancellationToken: cancellation.Token);
return exit == ExitCode.Cancelled && isTerminated ? ExitCode.TryAgain : exit;

// The first signal lets the parts in hand finish, for some seconds; the second ends the process. SIGTERM comes from a scheduler, which is told to try again.
void Stop(PosixSignalContext signal)
{
    isTerminated |= signal.Signal == PosixSignal.SIGTERM;
    signal.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}
