namespace Sim.Analysis.Charts;

/// <summary>What one parameter does to a metric.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Low">The metric where the parameter is low.</param>
/// <param name="High">The metric where the parameter is high.</param>
public sealed record TornadoBar(string Parameter, double Low, double High);
