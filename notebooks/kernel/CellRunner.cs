using System.Runtime;
using Sim.Framework.Execution;

namespace Sim.Kernel;

/// <summary>Runs one cell after another, each on a thread of its own that an interrupt can end, whether it computes, sleeps or awaits.</summary>
sealed class CellRunner(Session session, OutputBuffer output)
{
    const int StackBytes = 16 * 1024 * 1024;

    readonly Lock _gate = new();
    Run? _running;

    /// <summary>Starts a cell and returns; <paramref name="ended"/> is called once, from another thread, after all that the cell has written.</summary>
    public void Start(string code, int cell, Action<CellError?> ended)
    {
        var run = new Run($"cell {cell}");
        run.Thread = new Thread(() => Execute(run, code), StackBytes) { IsBackground = true, Name = run.Path };
        lock (_gate)
        {
            if (_running is not null)
            {
                ended(CellError.Of("Busy", $"{_running.Path} is still running."));
                return;
            }

            _running = run;
            run.Thread.Start();
        }

        new Thread(() => Await(run, ended)) { IsBackground = true }.Start();
    }

    /// <summary>Ends the running cell, if there is one.</summary>
    public void Interrupt()
    {
        lock (_gate)
            _running?.Interrupt();
    }

    void Await(Run run, Action<CellError?> ended)
    {
        run.Thread!.Join();
        lock (_gate)
            _running = null;
        ended(run.Error);
    }

    /// <summary>The compiler is cancelled, never aborted: an abort might leave it half done for the cells to come.</summary>
    void Execute(Run run, string code)
    {
        try
        {
            var (start, errors) = session.Compile(code, run.Path, run.Stop.Token);
            if (start is null)
                run.Error = CellError.Of(errors);
            else
                run.Controlled(() => Evaluate(run, start));
        }
        catch (Exception exception)
        {
            run.Error = CellError.Of(exception);
        }

        if (run.IsInterrupted && !run.HasEnded)
            run.Error = CellError.Interrupted(run.Path);
    }

    void Evaluate(Run run, Func<Task<object?>> start)
    {
        SynchronizationContext.SetSynchronizationContext(run.Context);
        Interruption.Token = run.Stop.Token;
        var task = start();
        run.Context.RunUntilEnd(task);
        if (Display.Of(task.GetAwaiter().GetResult()) is { } bundle)
            output.Add(Message.Bundle("result", bundle));
        run.HasEnded = true;
    }

    /// <summary>A cell while it runs.</summary>
    sealed class Run(string path)
    {
        readonly Lock _gate = new();
        bool _isControlled;

        public string Path => path;

        public CancellationTokenSource Stop { get; } = new();

        public CellContext Context { get; } = new();

        public Thread? Thread { get; set; }

        public CellError? Error { get; set; }

        public bool HasEnded { get; set; }

        public bool IsInterrupted { get; private set; }

        /// <summary>Runs what an interrupt may end anywhere.</summary>
        public void Controlled(Action action)
        {
            lock (_gate)
                _isControlled = true;
#pragma warning disable SYSLIB0046 // There is no other way to stop a loop that asks nobody.
            ControlledExecution.Run(action, Stop.Token);
#pragma warning restore SYSLIB0046
        }

        /// <summary>Ends a wait at once, and everything else at the next instruction that allows it; cancelling waits for the thread to notice, so it is done from another one.</summary>
        public void Interrupt()
        {
            IsInterrupted = true;
            Context.Interrupt();
            new Thread(Stop.Cancel) { IsBackground = true }.Start();
            lock (_gate)
            {
                if (_isControlled)
                    Thread?.Interrupt();
            }
        }
    }
}
