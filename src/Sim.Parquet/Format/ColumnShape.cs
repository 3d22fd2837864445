namespace Sim.Parquet.Format;

/// <summary>How our columns stand in a schema tree.</summary>
static class ColumnShape
{
    const string ListName = "list";
    const string ElementName = "element";

    public static PhysicalType PhysicalTypeOf(ParquetType type) => type switch
    {
        ParquetType.Boolean => PhysicalType.Boolean,
        ParquetType.Int32 => PhysicalType.Int32,
        ParquetType.Int64 => PhysicalType.Int64,
        ParquetType.Double or ParquetType.DoubleList => PhysicalType.Double,
        _ => PhysicalType.ByteArray,
    };

    public static IEnumerable<string> PathOf(ParquetColumn column) =>
        column.Type == ParquetType.DoubleList ? [column.Name, ListName, ElementName] : [column.Name];

    /// <summary>The root and all columns, parents before their children.</summary>
    public static IEnumerable<SchemaElement> Elements(ParquetSchema schema) =>
        schema.Columns.SelectMany(Elements).Prepend(new SchemaElement { Name = "schema", Children = schema.Columns.Count });

    static IEnumerable<SchemaElement> Elements(ParquetColumn column)
    {
        var repetition = column.IsNullable ? Repetition.Optional : Repetition.Required;
        if (column.Type != ParquetType.DoubleList)
        {
            bool isText = column.Type == ParquetType.String;
            yield return new SchemaElement
            {
                Name = column.Name,
                Type = PhysicalTypeOf(column.Type),
                Repetition = repetition,
                Converted = isText ? ConvertedType.Utf8 : null,
                Logical = isText ? LogicalKind.String : LogicalKind.None,
            };
            yield break;
        }

        yield return new SchemaElement
        {
            Name = column.Name,
            Repetition = repetition,
            Children = 1,
            Converted = ConvertedType.List,
            Logical = LogicalKind.List,
        };
        yield return new SchemaElement { Name = ListName, Repetition = Repetition.Repeated, Children = 1 };
        yield return new SchemaElement { Name = ElementName, Type = PhysicalType.Double, Repetition = Repetition.Required };
    }
}
