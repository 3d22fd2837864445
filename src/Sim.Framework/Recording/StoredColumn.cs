namespace Sim.Framework.Recording;

/// <summary>One column of a table of a dataset.</summary>
/// <param name="Name">The name, unique in its table.</param>
/// <param name="Type">What a row holds.</param>
/// <param name="IsNullable">Whether a row may hold nothing.</param>
/// <param name="IsSwept">Whether it is a swept parameter, which readers filter by, and which is the same in all rows of a run.</param>
sealed record StoredColumn(string Name, ColumnType Type, bool IsNullable = false, bool IsSwept = false);
