using System.Collections;

namespace Sim.Framework.Recording;

/// <summary>The points of a sweep: the Cartesian product of its parts, the last varying fastest, each point made when it is asked for.</summary>
sealed class SweepPoints : IReadOnlyList<object?[]>
{
    /// <exception cref="SimulationException">There are more points than can be numbered.</exception>
    public SweepPoints(IReadOnlyList<SweepPart> parts)
    {
        Parts = parts;
        Paths = [.. parts.SelectMany(part => part.Paths)];
        long count = 1;
        foreach (var part in parts)
        {
            count *= part.Points.Count;
            if (count > int.MaxValue)
            {
                throw new SimulationException(
                    $"The sweep has more than {int.MaxValue} subsets ({string.Join(" × ", parts.Select(other => other.Points.Count))}): sweep fewer values, or sample them with LatinHypercube or Sobol.");
            }
        }

        Count = (int)count;
    }

    public IReadOnlyList<SweepPart> Parts { get; }

    public IReadOnlyList<VariablePath> Paths { get; }

    /// <summary>How many subsets there are; 1 when nothing is swept.</summary>
    public int Count { get; }

    /// <summary>The values of a subset, in the order of <see cref="Paths"/>.</summary>
    public object?[] this[int subset]
    {
        get
        {
            var values = new object?[Paths.Count];
            var end = values.Length;
            for (var part = Parts.Count - 1; part >= 0; part--)
            {
                (subset, var point) = Math.DivRem(subset, Parts[part].Points.Count);
                end -= Parts[part].Paths.Count;
                Parts[part].Points[point].CopyTo(values, end);
            }

            return values;
        }
    }

    public IEnumerator<object?[]> GetEnumerator()
    {
        for (var subset = 0; subset < Count; subset++)
            yield return this[subset];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
