namespace Sim.Parquet;

/// <summary>A file that cannot be read, or a call that would write a wrong one; the message says where, what was found and what was expected.</summary>
public sealed class ParquetException : Exception
{
    /// <summary>An error without further words.</summary>
    public ParquetException()
    {
    }

    /// <summary>An error with its message.</summary>
    /// <param name="message">Where, what was found, what was expected.</param>
    public ParquetException(string message)
        : base(Printable.Message(message))
    {
    }

    /// <summary>An error with its message and its cause.</summary>
    /// <param name="message">Where, what was found, what was expected.</param>
    /// <param name="innerException">The cause.</param>
    public ParquetException(string message, Exception innerException)
        : base(Printable.Message(message), innerException)
    {
    }
}
