using System.Linq.Expressions;
using Sim.Framework.Recording;

namespace Sim.Framework;

/// <summary>One explicit point, for <see cref="Sweep{TParameters}.Points"/>.</summary>
public sealed class SweepPoint<TParameters>
    where TParameters : class
{
    internal List<(VariablePath Path, object? Value)> Values { get; } = [];

    /// <summary>Sets a parameter at this point.</summary>
    public SweepPoint<TParameters> Set<TValue>(Expression<Func<TParameters, TValue>> parameter, TValue value)
    {
        Values.Add((Sweep<TParameters>.PathOf(parameter), value));
        return this;
    }
}
