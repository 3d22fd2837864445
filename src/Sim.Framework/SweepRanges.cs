using System.Globalization;
using System.Linq.Expressions;
using Sim.Framework.Recording;

namespace Sim.Framework;

/// <summary>Ranges that sampled points are spread over, for <see cref="Sweep{TParameters}.LatinHypercube"/>, <see cref="Sweep{TParameters}.Sobol"/>, <see cref="Sweep{TParameters}.Saltelli"/> and <see cref="Sweep{TParameters}.Morris"/>.</summary>
public sealed class SweepRanges<TParameters>
    where TParameters : class
{
    readonly List<(VariablePath Path, Func<double, object> Place)> _ranges = [];

    internal int Count => _ranges.Count;

    /// <summary>Spreads a parameter evenly from <paramref name="low"/> to <paramref name="high"/>, which only the levels of Morris' design reach.</summary>
    public SweepRanges<TParameters> Range(Expression<Func<TParameters, double>> parameter, double low, double high)
    {
        var path = Checked(parameter, low, high);
        _ranges.Add((path, share => Math.Min(high, low + (share * (high - low)))));
        return this;
    }

    /// <summary>Spreads a positive parameter evenly on a logarithmic scale.</summary>
    public SweepRanges<TParameters> LogRange(Expression<Func<TParameters, double>> parameter, double low, double high)
    {
        var path = Checked(parameter, low, high);
        if (low <= 0)
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The logarithmic range of {path} starts at {low}: it must be positive."));
        _ranges.Add((path, share => Math.Min(high, low * Math.Pow(high / low, share))));
        return this;
    }

    /// <summary>Spreads a whole-number parameter evenly over <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public SweepRanges<TParameters> Range(Expression<Func<TParameters, int>> parameter, int low, int high)
    {
        var path = Checked(parameter, low, (double)high + 1);
        _ranges.Add((path, share => Math.Min(high, low + (int)(share * ((double)high - low + 1)))));
        return this;
    }

    internal SweepPart Placed(double[][] shares) => new(
        [.. _ranges.Select(range => range.Path)],
        [.. shares.Select(point => _ranges.Select((range, dimension) => (object?)range.Place(point[dimension])).ToArray())]);

    static VariablePath Checked(LambdaExpression parameter, double low, double high)
    {
        var path = Sweep<TParameters>.PathOf(parameter);
        if (!(low < high) || !double.IsFinite(low) || !double.IsFinite(high))
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The range of {path} from {low} to {high} is empty: the low end comes first."));
        return path;
    }
}
