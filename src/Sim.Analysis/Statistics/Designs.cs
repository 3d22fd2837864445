using System.Globalization;
using Sim.Framework;

namespace Sim.Analysis.Statistics;

/// <summary>Recognises the designs of sensitivity indices by their points, and says what is not as it should be.</summary>
static class Designs
{
    // Values are placed in a range by a few operations, and shares are divided out again.
    const double Rounding = 1e-9;

    public static void Check(string statistic, IReadOnlyList<string> parameters, IReadOnlyList<double[]> points, IReadOnlyList<double?> values, int extra)
    {
        var design = extra == 2 ? "Saltelli" : "Morris";
        if (parameters.Count == 0)
            throw new SimulationException($"{statistic} are of swept parameters, and none is swept: declare .Sweep(sweep => sweep.{design}(…)).");
        if (points.Count != values.Count)
            throw new SimulationException($"{statistic}: there are {points.Count} points and {values.Count} values; give a value, or null, for each point.");
        var size = parameters.Count + extra;
        if (points.Count < 2 * size || points.Count % size != 0)
            throw IsNot(design, $"it has {points.Count} subsets, where {parameters.Count} parameters take at least {2 * size}, and a multiple of {size}");
        for (var point = 0; point < points.Count; point++)
        {
            if (points[point].Length != parameters.Count)
                throw new SimulationException($"{statistic}: point {point} has {points[point].Length} numbers for {parameters.Count} parameters.");
            if (values[point] is { } value && !double.IsFinite(value))
                throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"{statistic}: the value at point {point} is {value}; it must be a finite number."));
        }
    }

    public static void CheckSaltelli(IReadOnlyList<string> parameters, IReadOnlyList<double[]> points)
    {
        var size = parameters.Count + 2;
        for (var start = 0; start < points.Count; start += size)
        {
            var (a, b) = (points[start], points[start + 1]);
            for (var changed = 0; changed < parameters.Count; changed++)
            {
                var mixed = points[start + 2 + changed];
                for (var place = 0; place < parameters.Count; place++)
                {
                    var (expected, of) = place == changed ? (b[place], start + 1) : (a[place], start);
                    if (mixed[place] != expected)
                        throw IsNot("Saltelli", string.Create(CultureInfo.InvariantCulture, $"in subset {start + 2 + changed}, {parameters[place]} is {mixed[place]} where subset {of} has {expected}"));
                }
            }
        }
    }

    /// <summary>The points of a Morris design as shares of the ranges that it meets, from 0 to 1.</summary>
    public static double[][] MorrisShares(IReadOnlyList<string> parameters, IReadOnlyList<double[]> points)
    {
        var size = parameters.Count + 1;
        var steps = parameters.Select(_ => new List<(double From, double To)>()).ToArray();
        for (var start = 0; start < points.Count; start += size)
        {
            for (var point = start + 1; point < start + size; point++)
            {
                var changed = Changed(points[point - 1], points[point]);
                if (changed is not [var place])
                    throw IsNot("Morris", $"from subset {point - 1} to {point}, {(changed.Count == 0 ? "no parameter changes" : string.Join(" and ", changed.Select(found => parameters[found])) + " change")}, where one does");
                if (steps[place].Count > start / size)
                    throw IsNot("Morris", $"{parameters[place]} changes twice from subset {start} to {start + size - 1}, where each parameter changes once");
                steps[place].Add((points[point - 1][place], points[point][place]));
            }
        }

        var scales = steps.Select((found, place) => Scale(parameters[place], found)).ToArray();
        return [.. points.Select(point => point.Select((value, place) => scales[place](value)).ToArray())];
    }

    public static IReadOnlyList<int> Changed(double[] from, double[] to) => [.. Enumerable.Range(0, from.Length).Where(place => from[place] != to[place])];

    /// <summary>Maps a parameter's range to [0, 1], so that its steps are of one size.</summary>
    static Func<double, double> Scale(string parameter, List<(double From, double To)> steps)
    {
        var (low, high) = (steps.Min(step => Math.Min(step.From, step.To)), steps.Max(step => Math.Max(step.From, step.To)));
        Func<double, double> even = value => (value - low) / (high - low);
        if (AreEqual(steps, even))
            return even;
        Func<double, double> logarithmic = value => Math.Log(value / low) / Math.Log(high / low);
        if (low > 0 && AreEqual(steps, logarithmic))
            return logarithmic;
        if (steps.All(step => double.IsInteger(step.From) && double.IsInteger(step.To)))
            return even;
        throw IsNot("Morris", $"the steps of {parameter} are neither of equal length nor of equal ratio");
    }

    static bool AreEqual(List<(double From, double To)> steps, Func<double, double> scale)
    {
        var lengths = steps.Select(step => Math.Abs(scale(step.To) - scale(step.From))).ToList();
        return lengths.Max() - lengths.Min() <= Rounding;
    }

    static SimulationException IsNot(string design, string found) => new($"The subsets are no {design} design: {found}. Declare the sweep as .Sweep(sweep => sweep.{design}(…)) and nothing else.");
}
