namespace Sim.Framework;

/// <summary>Says that a model, a sweep, a parameter or a dataset is wrong: what was found, where, and what to do.</summary>
/// <remarks>The message is written for the person who made the input and needs no stack trace. Failures of single runs are values: see <see cref="RunFailure"/>.</remarks>
public sealed class SimulationException : Exception
{
    /// <summary>Creates an exception with a message for its reader.</summary>
    public SimulationException(string message)
        : base(Printable.Message(message))
    {
    }

    /// <summary>Creates an exception with a message for its reader and the error behind it.</summary>
    public SimulationException(string message, Exception innerException)
        : base(Printable.Message(message), innerException)
    {
    }
}
