namespace Sim.Models.Fei;

/// <summary>Which arithmetic the capital allocation follows: ours, or the original model's with its known defects.</summary>
/// <remarks>The default value is <see cref="Corrected"/>. Source of the original: CADLabs/fei-protocol-model at commit
/// 0818fbe, model/parts/fei_capital_allocation.py, whose behaviour was measured and described in our own words.</remarks>
public enum Fidelity
{
    /// <summary>Conserves FEI at every stage and gives the same answer whatever the order of the deposits.</summary>
    Corrected = 0,

    /// <summary>Reproduces the original's numbers, including what is wrong in them; for comparison only.</summary>
    Parity = 1,
}
