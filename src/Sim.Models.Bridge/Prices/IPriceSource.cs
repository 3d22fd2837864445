using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Where daily prices come from.</summary>
public interface IPriceSource
{
    /// <summary>The prices of a pair from one UTC day to another, both included.</summary>
    /// <returns>The days of that window that the source has; it begins later if the prices do, and is empty if there are none in the window.</returns>
    /// <exception cref="SimulationException">the source does not know the pair, or its answer is broken; the message says what to do</exception>
    ValueTask<PriceSeries> Get(TokenPair pair, DateOnly from, DateOnly to, CancellationToken cancellationToken = default);
}
