namespace Sim.Analysis.Sql;

/// <summary>A column of the answer to a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its values; a value may be null in any column.</param>
public sealed record SqlColumn(string Name, Type Type);
