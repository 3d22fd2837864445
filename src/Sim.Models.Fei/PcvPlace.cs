namespace Sim.Models.Fei;

/// <summary>Where protocol-controlled value that can be moved lies.</summary>
public enum PcvPlace
{
    /// <summary>The stable asset, held.</summary>
    StableIdle,

    /// <summary>The stable asset, lent out for yield.</summary>
    StableYieldBearing,

    /// <summary>The volatile asset, held.</summary>
    VolatileIdle,

    /// <summary>The volatile asset, lent out for yield.</summary>
    VolatileYieldBearing,
}
