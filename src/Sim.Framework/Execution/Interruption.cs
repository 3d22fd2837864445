namespace Sim.Framework.Execution;

/// <summary>How the person before a notebook stops the experiments that a cell has started, also those that it awaits.</summary>
static class Interruption
{
    static readonly AsyncLocal<CancellationToken> Current = new();

    /// <summary>Cancelled when whoever started the experiments of this thread, or of what it awaits, stops them: parts in hand are dropped.</summary>
    public static CancellationToken Token
    {
        get => Current.Value;
        set => Current.Value = value;
    }
}
