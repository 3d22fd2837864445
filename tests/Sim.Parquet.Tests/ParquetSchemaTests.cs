namespace Sim.Parquet.Tests;

public sealed class ParquetSchemaTests
{
    [Fact]
    public void Constructor_WrongColumns_SaysWhich()
    {
        AssertError("A column has an empty name: give every column a name.", new ParquetColumn("", ParquetType.Double));
        AssertError("Column 'a' occurs twice in the schema: names must be unique.", new("a", ParquetType.Double), new("a", ParquetType.Int32));
        AssertError(
            "Column 'a' of type Double cannot be encoded as DeltaBinaryPacked: use ParquetEncoding.Automatic.",
            new ParquetColumn("a", ParquetType.Double, false, ParquetEncoding.DeltaBinaryPacked));
        AssertError(
            "Column 'a' of type Boolean cannot be encoded as Dictionary: use ParquetEncoding.Automatic.",
            new ParquetColumn("a", ParquetType.Boolean, false, ParquetEncoding.Dictionary));
        AssertError("Column 'a' has type 9 and encoding Automatic, which are not both defined.", new ParquetColumn("a", (ParquetType)9));
    }

    [Fact]
    public void Constructor_NamesThatDifferByCase_AreDistinct() =>
        Assert.Equal(2, new ParquetSchema([new("a", ParquetType.Double), new("A", ParquetType.Double)]).Columns.Count);

    static void AssertError(string message, params ParquetColumn[] columns) =>
        Assert.Equal(message, Assert.Throws<ParquetException>(() => new ParquetSchema(columns)).Message);
}
