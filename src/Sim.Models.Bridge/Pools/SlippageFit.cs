namespace Sim.Models.Bridge.Pools;

/// <summary>How a slippage model does on trades, best on trades that it was not fitted to.</summary>
/// <param name="Coverage">The share of trades whose slippage is at most the prediction.</param>
/// <param name="MeanExcess">The mean of what goes beyond the prediction, over the trades that do (ratio); 0 when none does.</param>
/// <param name="TailError">The mean absolute error over the twentieth of trades with the worst slippage (ratio).</param>
/// <param name="SquaredError">The mean squared error over all trades (ratio²).</param>
public readonly record struct SlippageFit(double Coverage, double MeanExcess, double TailError, double SquaredError);
