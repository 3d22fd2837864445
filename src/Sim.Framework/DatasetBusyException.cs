namespace Sim.Framework;

/// <summary>Another process is writing the dataset. Trying again later may do.</summary>
public sealed class DatasetBusyException : Exception
{
    internal DatasetBusyException(string message)
        : base(message)
    {
    }
}
