namespace Sim.Models.Bridge.Thresholds;

/// <summary>Which arithmetic the threshold analysis follows: ours, or the original's with its known oddities.</summary>
/// <remarks>The default value is <see cref="Corrected"/>. Source of the original: interlay/collateralization-analysis at 2f668c5, whose behaviour was measured and described in our own words.</remarks>
public enum Fidelity
{
    /// <summary>The right rule at each step; docs/models/bridge.md lists them.</summary>
    Corrected = 0,

    /// <summary>Reproduces the original's numbers, oddities included; for comparison only.</summary>
    Parity = 1,
}
