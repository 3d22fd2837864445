using Sim.Analysis.Jupyter;
using Sim.Framework;

namespace Sim.Analysis.Statistics;

/// <summary>How much a metric changes when one parameter moves along its range, at many places: a screening of many parameters by few runs.</summary>
/// <param name="Parameters">The indices, in the order of the ranges.</param>
/// <param name="Trajectories">How many trajectories they are from.</param>
/// <param name="LeftOut">How many trajectories had a subset without a value.</param>
public sealed record MorrisIndices(IReadOnlyList<MorrisIndex> Parameters, int Trajectories, int LeftOut) : IMimeBundle
{
    /// <summary>The indices of a function at the points of a Morris design.</summary>
    /// <remarks>
    /// An elementary effect is the change of the function over a step, divided by the step as a signed share of the parameter's range; the range is what the
    /// design meets, on a logarithmic scale where its steps are equal on that scale. Steps of whole numbers are what they are after rounding.
    /// Sources: Morris, Technometrics 33(2), 1991, section 2, for mu and sigma;
    /// Campolongo, Cariboni, Saltelli, "An effective screening design for sensitivity analysis of large models", Environ. Model. Softw. 22, 2007, for mu*.
    /// </remarks>
    /// <param name="parameters">The parameters' names.</param>
    /// <param name="points">The points in the order of <see cref="Framework.Sampling.Morris"/>, a number per parameter.</param>
    /// <param name="values">The function at each point; null where it has no value.</param>
    /// <exception cref="SimulationException">The points are no Morris design, or fewer than two trajectories have all their values.</exception>
    public static MorrisIndices Of(IReadOnlyList<string> parameters, IReadOnlyList<double[]> points, IReadOnlyList<double?> values)
    {
        const string Statistic = "Morris indices";
        Designs.Check(Statistic, parameters, points, values, extra: 1);
        var shares = Designs.MorrisShares(parameters, points);
        var effects = parameters.Select(_ => new List<double>()).ToList();
        var size = parameters.Count + 1;
        for (var start = 0; start < points.Count; start += size)
        {
            if (Enumerable.Range(start, size).All(point => values[point] is not null))
                AddEffects(effects, shares, values, start);
        }

        var trajectories = effects[0].Count;
        if (trajectories < 2)
            throw new SimulationException($"{Statistic}: of {points.Count / size} trajectories, {trajectories} have a value in all their subsets; at least 2 are needed.");
        var indices = parameters.Select((name, place) => new MorrisIndex(
            name, Numbers.Mean(effects[place]), Numbers.Mean([.. effects[place].Select(Math.Abs)]), Math.Sqrt(Numbers.Covariance(effects[place], effects[place]))));
        return new MorrisIndices([.. indices], trajectories, (points.Count / size) - trajectories);
    }

    static void AddEffects(List<List<double>> effects, double[][] shares, IReadOnlyList<double?> values, int start)
    {
        for (var point = start + 1; point <= start + effects.Count; point++)
        {
            var changed = Designs.Changed(shares[point - 1], shares[point])[0];
            effects[changed].Add((values[point]!.Value - values[point - 1]!.Value) / (shares[point][changed] - shares[point - 1][changed]));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => ToTable().ToMimeBundle();

    /// <summary>The indices as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    Table ToTable() => new(
        ["parameter", "mu", "mu*", "sigma"],
        [.. Parameters.Select(index => new object?[] { index.Parameter, index.Mu, index.MuStar, index.Sigma })],
        [$"Effects per range of the parameter, from {Trajectories} trajectories.", .. LeftOut > 0 ? [$"{LeftOut} trajectories with a subset without a value are left out."] : Array.Empty<string>()]);
}
