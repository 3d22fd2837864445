using Apache.Arrow;

namespace Sim.Analysis.Sql;

/// <summary>A column of the answer to a query.</summary>
public sealed class SqlColumn
{
    internal SqlColumn(string name, Type type, IArrowArray array, Func<int, object?> valueAt) => (Name, Type, Array, ValueAt) = (name, type, array, valueAt);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The type of its values; a value may be null in any column.</summary>
    public Type Type { get; }

    /// <summary>The values as they came.</summary>
    internal IArrowArray Array { get; }

    /// <summary>The value in a row.</summary>
    internal Func<int, object?> ValueAt { get; }
}
