using System.Linq.Expressions;
using Sim.Framework.Recording;

namespace Sim.Framework;

/// <summary>Lists of values that are taken side by side, for <see cref="Sweep{TParameters}.Zip"/>.</summary>
public sealed class SweepColumns<TParameters>
    where TParameters : class
{
    readonly List<(VariablePath Path, object?[] Values)> _columns = [];

    /// <summary>Adds a parameter and its values.</summary>
    public SweepColumns<TParameters> Set<TValue>(Expression<Func<TParameters, TValue>> parameter, params TValue[] values)
    {
        _columns.Add((Sweep<TParameters>.PathOf(parameter), [.. values.Cast<object?>()]));
        return this;
    }

    internal SweepPart Zipped(bool repeatLast)
    {
        var length = _columns.Select(column => column.Values.Length).DefaultIfEmpty(0).Max();
        if (_columns.Find(column => column.Values.Length == 0) is { Path: { } empty })
            throw new SimulationException($"The sweep of {empty} has no values.");
        if (!repeatLast && _columns.Exists(column => column.Values.Length != length))
        {
            throw new SimulationException(
                $"Zip takes lists of equal length, but {string.Join(", ", _columns.Select(column => $"{column.Path} has {column.Values.Length}"))} values. "
                + "Make them equal, or use ZipRepeatLast to repeat the last value of shorter lists.");
        }

        var points = Enumerable.Range(0, length).Select(point => _columns.Select(column => column.Values[Math.Min(point, column.Values.Length - 1)]).ToArray());
        return new SweepPart([.. _columns.Select(column => column.Path)], [.. points]);
    }
}
