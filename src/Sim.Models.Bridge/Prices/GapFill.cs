namespace Sim.Models.Bridge.Prices;

/// <summary>Which price stands in for a missing one when returns are taken.</summary>
public enum GapFill
{
    /// <summary>The next price; a gap at the end stays a gap. The original's rule for returns.</summary>
    Backward,

    /// <summary>The last price before; a gap at the start stays a gap. The original's rule in its historical value at risk.</summary>
    Forward,
}
