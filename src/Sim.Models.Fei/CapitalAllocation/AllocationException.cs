namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>The failure of an allocation whose numbers break one of its rules, such as the conservation of FEI.</summary>
/// <remarks>Wrong lengths of spans are programming errors and raise <see cref="ArgumentException"/> instead.</remarks>
public sealed class AllocationException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">One sentence: what was found, where, and what to do.</param>
    /// <param name="quantity">Name of the quantity that broke its rule.</param>
    /// <param name="found">Its value, in its own unit.</param>
    /// <param name="expected">The value, or the bound, that the rule asks for, in the same unit.</param>
    /// <param name="tolerance">Largest absolute difference that the rule permits, in the same unit.</param>
    public AllocationException(string message, string quantity, double found, double expected, double tolerance)
        : base(message)
    {
        Quantity = quantity;
        Found = found;
        Expected = expected;
        Tolerance = tolerance;
    }

    /// <summary>Name of the quantity that broke its rule.</summary>
    public string Quantity { get; }

    /// <summary>Value that was found, in the quantity's own unit.</summary>
    public double Found { get; }

    /// <summary>Value, or bound, that the rule asks for, in the same unit.</summary>
    public double Expected { get; }

    /// <summary>Largest absolute difference that the rule permits, in the same unit.</summary>
    public double Tolerance { get; }
}
