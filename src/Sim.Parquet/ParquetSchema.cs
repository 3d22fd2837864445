namespace Sim.Parquet;

/// <summary>The columns of a file, in order.</summary>
public sealed class ParquetSchema
{
    /// <summary>A schema of the given columns.</summary>
    /// <param name="columns">The columns, in the order in which they are written; there may be none only in a file that was read.</param>
    /// <exception cref="ParquetException">A name is empty or occurs twice, or an encoding does not fit its type.</exception>
    public ParquetSchema(IEnumerable<ParquetColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = [.. columns];
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var column in Columns)
            Check(column, names);
    }

    /// <summary>The columns, in file order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    static void Check(ParquetColumn column, HashSet<string> names)
    {
        if (string.IsNullOrEmpty(column.Name))
            throw new ParquetException("A column has an empty name: give every column a name.");
        if (!names.Add(column.Name))
            throw new ParquetException($"Column '{column.Name}' occurs twice in the schema: names must be unique.");
        if (!Enum.IsDefined(column.Type) || !Enum.IsDefined(column.Encoding))
            throw new ParquetException($"Column '{column.Name}' has type {column.Type} and encoding {column.Encoding}, which are not both defined.");
        bool fits = column.Encoding switch
        {
            ParquetEncoding.DeltaBinaryPacked => column.Type is ParquetType.Int32 or ParquetType.Int64,
            ParquetEncoding.Dictionary => column.Type != ParquetType.Boolean,
            _ => true,
        };
        if (!fits)
            throw new ParquetException($"Column '{column.Name}' of type {column.Type} cannot be encoded as {column.Encoding}: use ParquetEncoding.Automatic.");
    }
}
