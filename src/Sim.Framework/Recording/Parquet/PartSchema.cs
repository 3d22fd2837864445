using Parquet.Schema;

namespace Sim.Framework.Recording.Parquet;

/// <summary>The columns of a table as Parquet.Net has them, and back.</summary>
static class PartSchema
{
    /// <summary>The field that a column is written as.</summary>
    public static Field FieldOf(StoredColumn column) => column.Type switch
    {
        ColumnType.Boolean => new DataField(column.Name, typeof(bool), column.IsNullable),
        ColumnType.Int32 => new DataField(column.Name, typeof(int), column.IsNullable),
        ColumnType.Int64 => new DataField(column.Name, typeof(long), column.IsNullable),
        ColumnType.Double => new DataField(column.Name, typeof(double), column.IsNullable),
        ColumnType.String => new DataField(column.Name, typeof(string), column.IsNullable),
        _ => new ListField(column.Name, new DataField(ListField.ElementName, typeof(double), isNullable: false)),
    };

    /// <summary>The column that a field of a file is read as; null for types that no table of ours has.</summary>
    public static StoredColumn? ColumnOf(Field field) => field switch
    {
        ListField { Item: DataField { IsArray: false } item } when item.ClrType == typeof(double) => new StoredColumn(field.Name, ColumnType.DoubleList, IsNullable: true),
        DataField { IsArray: false } leaf => TypeOf(leaf.ClrType) is { } type ? new StoredColumn(field.Name, type, leaf.IsNullable) : null,
        _ => null,
    };

    /// <summary>The field with the values.</summary>
    public static DataField LeafOf(Field field) => field is ListField list ? (DataField)list.Item : (DataField)field;

    static ColumnType? TypeOf(Type type) =>
        type == typeof(bool) ? ColumnType.Boolean
        : type == typeof(int) ? ColumnType.Int32
        : type == typeof(long) ? ColumnType.Int64
        : type == typeof(double) ? ColumnType.Double
        : type == typeof(ReadOnlyMemory<char>) || type == typeof(string) ? ColumnType.String
        : null;
}
