namespace Sim.Models.Cdp.RiskParity;

/// <summary>What the debt of a position may be (Dai): existing debt or dust below, a ceiling above.</summary>
/// <param name="Lower">The least debt; may be negative infinity.</param>
/// <param name="Upper">The most debt; may be infinity.</param>
public readonly record struct DebtBounds(double Lower, double Upper)
{
    /// <summary>No bounds: even negative debt.</summary>
    public static DebtBounds None { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>From nothing to the debt at which the position is liquidated at once.</summary>
    public static DebtBounds UpToCapacity(Position position) => new(0, position.Capacity);
}
