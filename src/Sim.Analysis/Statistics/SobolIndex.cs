namespace Sim.Analysis.Statistics;

/// <summary>The Sobol' indices of one parameter, as shares of the output's variance, with bootstrap intervals.</summary>
/// <param name="Parameter">The parameter's column.</param>
/// <param name="First">The share that the parameter explains alone; sampling errors may put it a little below 0.</param>
/// <param name="FirstLow">The lower end of its interval.</param>
/// <param name="FirstHigh">The upper end of its interval.</param>
/// <param name="Total">The share in which the parameter takes part, alone or with others.</param>
/// <param name="TotalLow">The lower end of its interval.</param>
/// <param name="TotalHigh">The upper end of its interval.</param>
public readonly record struct SobolIndex(string Parameter, double First, double FirstLow, double FirstHigh, double Total, double TotalLow, double TotalHigh);
