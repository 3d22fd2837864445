namespace Sim.Framework;

/// <summary>A dataset that was to be finished lacks parts, or has damaged ones: the message says which. Computing them and finishing it then will do.</summary>
public sealed class DatasetIncompleteException : Exception
{
    internal DatasetIncompleteException(string message)
        : base(message)
    {
    }
}
