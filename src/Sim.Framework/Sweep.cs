using System.Linq.Expressions;
using Sim.Framework.Recording;

namespace Sim.Framework;

/// <summary>Declares which parameters vary over the subsets of an experiment; each part multiplies the number of subsets.</summary>
/// <remarks>
/// The parts are combined as a Cartesian product, the last one varying fastest. Any parameter can be swept, nested records included
/// (<c>rates => rates.Market.Kink</c>), but each in one part only.
/// </remarks>
public sealed class Sweep<TParameters>
    where TParameters : class
{
    readonly List<SweepPart> _parts = [];

    internal IReadOnlyList<SweepPart> Parts => _parts;

    /// <summary>Takes each of these values in turn.</summary>
    public Sweep<TParameters> Grid<TValue>(Expression<Func<TParameters, TValue>> parameter, params TValue[] values) =>
        Add(new SweepPart([PathOf(parameter)], [.. values.Select(value => new object?[] { value })]));

    /// <summary>Takes the values that the other parameters of the base case name, in turn: set one of them and the sweep follows.</summary>
    /// <param name="parameter">The parameter that varies.</param>
    /// <param name="values">Its values, given the base case; it must not look at a parameter that is swept.</param>
    public Sweep<TParameters> GridOf<TValue>(Expression<Func<TParameters, TValue>> parameter, Func<TParameters, IEnumerable<TValue>> values) =>
        Add(new SweepPart([PathOf(parameter)], []) { Follow = parameters => [.. values((TParameters)parameters).Select(value => new object?[] { value })] });

    /// <summary>Takes values of several parameters side by side: first with first, second with second.</summary>
    /// <exception cref="SimulationException">The lists are of unequal length; the message gives the lengths.</exception>
    public Sweep<TParameters> Zip(Action<SweepColumns<TParameters>> columns) => Add(Columns(columns).Zipped(repeatLast: false));

    /// <summary>As <see cref="Zip"/>, but shorter lists repeat their last value, as radCAD's sweeps do.</summary>
    public Sweep<TParameters> ZipRepeatLast(Action<SweepColumns<TParameters>> columns) => Add(Columns(columns).Zipped(repeatLast: true));

    /// <summary>Takes explicit points, each setting the same parameters.</summary>
    public Sweep<TParameters> Points(params Action<SweepPoint<TParameters>>[] points)
    {
        var made = points.Select(point =>
        {
            var made = new SweepPoint<TParameters>();
            point(made);
            return made;
        }).ToList();
        if (made.Count == 0)
            throw new SimulationException("Points has no point: give one for each subset.");
        var paths = made[0].Values.Select(value => value.Path).ToList();
        for (var point = 0; point < made.Count; point++)
        {
            var names = made[point].Values.Select(value => value.Path.Text).ToList();
            if (!names.SequenceEqual(paths.Select(path => path.Text)))
                throw new SimulationException($"Point {point} sets {Listed(names)}, but point 0 sets {Listed(paths.Select(path => path.Text))}: every point sets the same parameters, in the same order.");
        }

        return Add(new SweepPart(paths, [.. made.Select(point => point.Values.Select(value => value.Value).ToArray())]));
    }

    /// <summary>Spreads <paramref name="count"/> points over ranges so that each range's strata are hit once: Latin hypercube sampling.</summary>
    /// <param name="count">How many subsets.</param>
    /// <param name="ranges">The parameters with their ranges.</param>
    /// <param name="seed">Draws the design; the same seed gives the same points.</param>
    public Sweep<TParameters> LatinHypercube(int count, Action<SweepRanges<TParameters>> ranges, long seed = 0)
    {
        var made = Ranges(ranges);
        return Add(made.Placed(Sampling.LatinHypercube.Sample(count, made.Count, seed)));
    }

    /// <summary>Spreads <paramref name="count"/> points over ranges by the Sobol sequence, best a power of two.</summary>
    public Sweep<TParameters> Sobol(int count, Action<SweepRanges<TParameters>> ranges)
    {
        var made = Ranges(ranges);
        return Add(made.Placed(Sampling.Sobol.Sample(count, made.Count)));
    }

    /// <summary>Lays the points for Sobol' indices: each of <paramref name="points"/> pairs A and B of the Sobol sequence, then A with one parameter after another from B.</summary>
    /// <remarks>Makes points × (parameters + 2) subsets, in the order of <see cref="Sampling.Saltelli"/>.</remarks>
    /// <param name="points">How many pairs, best a power of two.</param>
    /// <param name="ranges">The parameters with their ranges.</param>
    /// <exception cref="SimulationException">There are fewer than two pairs, or more parameters than the sequence has dimensions for.</exception>
    public Sweep<TParameters> Saltelli(int points, Action<SweepRanges<TParameters>> ranges)
    {
        var made = Ranges(ranges);
        return Add(made.Placed(Sampling.Saltelli.Sample(points, made.Count)));
    }

    /// <summary>Lays random trajectories for Morris' elementary effects: each starts at a point of a grid and then changes one parameter after another.</summary>
    /// <remarks>Makes trajectories × (parameters + 1) subsets, in the order of <see cref="Sampling.Morris"/>.</remarks>
    /// <param name="trajectories">How many, at least half of <paramref name="levels"/>, so that every level of every parameter is met.</param>
    /// <param name="levels">How many values a parameter takes, both ends of its range included: an even number.</param>
    /// <param name="ranges">The parameters with their ranges.</param>
    /// <param name="seed">Draws the design; the same seed gives the same points.</param>
    /// <exception cref="SimulationException">The trajectories are too few, or the levels are not even.</exception>
    public Sweep<TParameters> Morris(int trajectories, int levels, Action<SweepRanges<TParameters>> ranges, long seed = 0)
    {
        var made = Ranges(ranges);
        return Add(made.Placed(Sampling.Morris.Sample(trajectories, levels, made.Count, seed)));
    }

    internal Sweep<TParameters> Add(SweepPart part)
    {
        if (part is { Points.Count: 0, Follow: null })
            throw part.HasNoValues();
        foreach (var path in part.Paths)
        {
            if (_parts.SelectMany(other => other.Paths).Concat(part.Paths.TakeWhile(other => other != path)).Any(other => other.Overlaps(path)))
                throw new SimulationException($"The sweep varies {path} twice: name each parameter in one part only, or use Zip.");
        }

        _parts.Add(part);
        return this;
    }

    internal static VariablePath PathOf(LambdaExpression parameter)
    {
        var path = VariablePath.Parse(parameter)
            ?? throw new SimulationException($"'{parameter}' does not name a parameter. Write parameters => parameters.Name, or parameters => parameters.Record.Name.");
        if (path.Members.FirstOrDefault(member => !VariablePath.CanWrite(member)) is { } readOnly)
            throw new SimulationException($"Parameter {path} is read-only: give {readOnly.Name} an init accessor.");
        return path;
    }

    static string Listed(IEnumerable<string> names) => string.Join(", ", names);

    static SweepColumns<TParameters> Columns(Action<SweepColumns<TParameters>> declare)
    {
        var columns = new SweepColumns<TParameters>();
        declare(columns);
        return columns;
    }

    static SweepRanges<TParameters> Ranges(Action<SweepRanges<TParameters>> declare)
    {
        var ranges = new SweepRanges<TParameters>();
        declare(ranges);
        return ranges.Count > 0 ? ranges : throw new SimulationException("A sampled sweep has no ranges: add one with .Range(parameters => parameters.Name, low, high).");
    }
}

/// <summary>One factor of a sweep: some parameters, and the points that they take together.</summary>
sealed record SweepPart(IReadOnlyList<VariablePath> Paths, IReadOnlyList<object?[]> Points)
{
    /// <summary>Makes the points from the base case; null where they stand already.</summary>
    public Func<object, IReadOnlyList<object?[]>>? Follow { get; init; }

    /// <summary>The part with its points, for a base case.</summary>
    public SweepPart For(object parameters)
    {
        if (Follow is null)
            return this;
        var points = Follow(parameters);
        return points.Count > 0 ? new SweepPart(Paths, points) : throw HasNoValues();
    }

    public SimulationException HasNoValues() => new($"The sweep of {string.Join(", ", Paths.Select(path => path.Text))} has no values.");
}
