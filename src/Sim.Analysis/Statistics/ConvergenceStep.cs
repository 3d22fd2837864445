namespace Sim.Analysis.Statistics;

/// <summary>The mean of the first runs.</summary>
/// <param name="Runs">How many.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="HalfWidth">Half the width of its interval by Student's t; null for one run.</param>
public readonly record struct ConvergenceStep(int Runs, double Mean, double? HalfWidth);
