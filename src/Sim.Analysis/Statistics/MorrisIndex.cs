namespace Sim.Analysis.Statistics;

/// <summary>The elementary effects of one parameter, in the unit of the metric per range of the parameter.</summary>
/// <param name="Parameter">The parameter's column.</param>
/// <param name="Mu">The mean effect; effects of unlike sign cancel.</param>
/// <param name="MuStar">The mean of the effects' sizes: how much the parameter matters.</param>
/// <param name="Sigma">The effects' standard deviation: large when the effect is curved or depends on other parameters.</param>
public readonly record struct MorrisIndex(string Parameter, double Mu, double MuStar, double Sigma);
