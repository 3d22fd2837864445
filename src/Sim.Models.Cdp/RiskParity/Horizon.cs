namespace Sim.Models.Cdp.RiskParity;

/// <summary>How far ahead risk is looked at.</summary>
/// <param name="Years">The horizon, above 0.</param>
/// <param name="Fee">Stability fee (1/year), which compounds continuously.</param>
public readonly record struct Horizon(double Years, double Fee = 0);
