namespace Sim.Models.Bridge.Pools;

/// <summary>One trade from which a slippage model learns, or for which it predicts.</summary>
/// <param name="Size">What was traded over what the market trades in a day (ratio), above 0.</param>
/// <param name="Volatility">The standard deviation of daily returns then (ratio), above 0.</param>
/// <param name="Spread">The relative bid-ask spread then (ratio), above 0.</param>
/// <param name="Slippage">The share of value that was lost (ratio), 0 or more; not read by a prediction.</param>
public readonly record struct SlippageTrade(double Size, double Volatility, double Spread, double Slippage = 0);
