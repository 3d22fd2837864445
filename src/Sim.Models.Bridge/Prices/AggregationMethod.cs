namespace Sim.Models.Bridge.Prices;

/// <summary>How the prices of several exchanges become one.</summary>
public enum AggregationMethod
{
    /// <summary>The smallest price at which half of the volume has traded. Source: the CME CF reference rate, within one of its partitions.</summary>
    VolumeWeightedMedian,

    /// <summary>The volume-weighted average price after a share of the volume is cut off at either end.</summary>
    TrimmedVolumeWeightedAverage,

    /// <summary>The middle price, or the mean of the two in the middle, as the on-chain oracle takes it.</summary>
    Median,
}
