namespace Sim.Models.Cdp.RiskParity;

/// <summary>How a problem of sharing out debt ended.</summary>
public enum AllocationStatus
{
    /// <summary>Every debt lies inside its bounds: all positions are alike in risk.</summary>
    Interior,

    /// <summary>Some debts stand at a bound; the others are alike in risk.</summary>
    Bounded,

    /// <summary>The debt is more than the upper bounds take.</summary>
    AboveUpperBounds,

    /// <summary>The debt is less than the lower bounds ask for.</summary>
    BelowLowerBounds,
}
