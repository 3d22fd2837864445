using System.Diagnostics.CodeAnalysis;

namespace Sim.Models.Bridge.Prices;

/// <summary>How many days a return spans.</summary>
/// <remarks>Source: interlay/collateralization-analysis at 2f668c5; a month has the days of its longest.</remarks>
[SuppressMessage("Design", "CA1008", Justification = "A return over no days does not exist.")]
public enum ReturnPeriod
{
    /// <summary>From one day to the next.</summary>
    Daily = 1,

    /// <summary>Over a week.</summary>
    Weekly = 7,

    /// <summary>Over a month.</summary>
    Monthly = 31,

    /// <summary>Over a year.</summary>
    Annual = 365,
}
