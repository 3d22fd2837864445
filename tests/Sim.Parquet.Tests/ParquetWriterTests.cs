using Sim.Parquet.Format;

namespace Sim.Parquet.Tests;

public sealed class ParquetWriterTests
{
    static readonly ParquetSchema Schema = new([new("run", ParquetType.Int32), new("prey", ParquetType.Double), new("note", ParquetType.String, true)]);

    [Fact]
    public void Complete_SameCalls_GivesSameBytes()
    {
        foreach (var compression in Enum.GetValues<ParquetCompression>())
        {
            var options = new ParquetWriterOptions { Compression = compression };
            Assert.Equal(Table.OfAllTypes(ParquetEncoding.Automatic, 500, 20).Write(options), Table.OfAllTypes(ParquetEncoding.Automatic, 500, 20).Write(options));
        }
    }

    /// <summary>Bytes of today: a change here changes files, which readers must be tried with and users told about.</summary>
    [Theory]
    [InlineData(ParquetCompression.Uncompressed, 1381665138)]
    [InlineData(ParquetCompression.Snappy, 2129589494)]
    public void Complete_GoldenTable_GivesGoldenBytes(ParquetCompression compression, uint checksum)
    {
        var schema = new ParquetSchema([new("step", ParquetType.Int32), new("value", ParquetType.Double, true), new("name", ParquetType.String)]);
        var rows = Enumerable.Range(0, 300);
        var table = new Table(schema, [[
            rows.ToArray(), rows.Select(static row => row % 3 > 0 ? (double?)(row / 4) : null).ToArray(),
            rows.Select(static row => $"n{row % 5}").ToArray()]]);
        Assert.Equal(checksum, Crc32.Compute(table.Write(new() { Compression = compression })));
    }

    [Fact]
    public void Write_DestinationThatCannotSeek_IsWrittenForwardsAndLeftOpen()
    {
        using var memory = new MemoryStream();
        using (var forward = new System.IO.Compression.ZLibStream(memory, System.IO.Compression.CompressionLevel.NoCompression, leaveOpen: true))
        {
            using (var writer = new ParquetWriter(forward, Schema))
                writer.Complete();
            Assert.True(forward.CanWrite);
        }

        memory.Position = 0;
        using var back = new MemoryStream();
        using (var inflate = new System.IO.Compression.ZLibStream(memory, System.IO.Compression.CompressionMode.Decompress))
            inflate.CopyTo(back);
        using var reader = ParquetReader.Open(back);
        Assert.Equal(0, reader.RowCount);
    }

    [Fact]
    public void Dispose_WithoutComplete_LeavesInvalidFile()
    {
        using var memory = new MemoryStream();
        using (var writer = new ParquetWriter(memory, Schema))
            WriteGroup(writer);
        var error = Assert.Throws<ParquetException>(() => ParquetReader.Open(memory));
        Assert.Contains("never completed", error.Message);
    }

    [Fact]
    public void Write_ManyRowGroups_AllocatesNothingPerRow()
    {
        int[] keys = new int[20_000];
        double[] values = Draw.Doubles(keys.Length, 1);
        bool[] present = Draw.Bools(keys.Length, 2);
        string[] texts = Draw.Texts(keys.Length, 3);
        var schema = new ParquetSchema([
            new("key", ParquetType.Int32), new("value", ParquetType.Double), new("sparse", ParquetType.Double, true), new("text", ParquetType.String)]);
        using var writer = new ParquetWriter(Stream.Null, schema);
        // Many groups, since the runtime allocates for its own ends while it still compiles.
        int[] rows = [.. Enumerable.Range(0, 24).Select(group => group % 2 == 0 ? keys.Length : 100)];
        long[] allocated = new long[rows.Length];
        for (int group = 0; group < rows.Length; group++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            writer.StartRowGroup(rows[group]);
            writer.Write(keys.AsSpan(0, rows[group]));
            writer.Write(values.AsSpan(0, rows[group]));
            writer.Write(values.AsSpan(0, rows[group]), present.AsSpan(0, rows[group]));
            writer.Write(texts.AsSpan(0, rows[group]));
            allocated[group] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // What is left, statistics and metadata, does not depend on the number of rows; a byte for each row would be 19,900.
        long many = allocated.Where((_, group) => rows[group] == keys.Length).Min();
        long few = allocated.Where((_, group) => rows[group] == 100).Min();
        Assert.InRange(many - few, -2000, 2000);
    }

    [Fact]
    public void Write_Misuse_SaysWhatAndWhere()
    {
        AssertError(
            "The schema has no columns: a file to be written needs at least one.",
            static () => new ParquetWriter(Stream.Null, new ParquetSchema([])).Dispose());
        AssertError("The page size is 0 bytes: it must be at least 1.", static () => new ParquetWriter(Stream.Null, Schema, new() { PageSize = 0 }).Dispose());
        AssertError(
            "A column of Double was written outside a row group: call StartRowGroup, then write 3 columns.",
            static writer => writer.Write([1.0]));
        AssertError("A row group cannot have -1 rows.", static writer => writer.StartRowGroup(-1));
        AssertError("Column 'run' (1 of 3) has type Int32 but was written as Double: write the columns in schema order.", static writer =>
        {
            writer.StartRowGroup(1);
            writer.Write([1.0]);
        });
        AssertError("Column 'run' (1 of 3) was written with 2 rows but its row group has 1.", static writer =>
        {
            writer.StartRowGroup(1);
            writer.Write([1, 2]);
        });
        AssertError("The row group has 1 of 3 columns: write 'prey' and those after it first.", static writer =>
        {
            writer.StartRowGroup(1);
            writer.Write([1]);
            writer.Complete();
        });
        AssertError("Column 'run' is not nullable: write it without 'present', or make it nullable in the schema.", static writer =>
        {
            writer.StartRowGroup(1);
            writer.Write([1], [true]);
        });
        AssertError("The file is complete or the writer disposed: nothing can be added.", static writer =>
        {
            writer.Complete();
            writer.StartRowGroup(1);
        });
    }

    [Fact]
    public void Write_WrongTextsAndLists_SaysWhatAndWhere()
    {
        AssertError(
            "Column 'text' has null in row 1 of its row group: make it nullable, or write a text.",
            ParquetType.String, 2, static writer => writer.Write(["a", null]));
        AssertError(
            "Column 'text' has a text in row 0 of its row group that is not valid Unicode: half of a surrogate pair at 1.",
            ParquetType.String, 1, static writer => writer.Write(["a\uD83E"]));
        AssertError(
            "Column 'text' has a list offset 1 after 2, with 3 values: offsets must not fall or pass the values.",
            ParquetType.DoubleList, 2, static writer => writer.WriteLists([1, 2, 3], [0, 2, 1]));
        AssertError(
            "Column 'text' has a list offset 4 after 2, with 3 values: offsets must not fall or pass the values.",
            ParquetType.DoubleList, 2, static writer => writer.WriteLists([1, 2, 3], [0, 2, 4]));
        AssertError(
            "Column 'text' (1 of 1) was written with -1 rows but its row group has 2.",
            ParquetType.DoubleList, 2, static writer => writer.WriteLists([1, 2, 3], []));
    }

    [Fact]
    public void WriteLists_AbsentListsWithElements_LeavesThemOut()
    {
        using var memory = new MemoryStream();
        using (var writer = new ParquetWriter(memory, new ParquetSchema([new("list", ParquetType.DoubleList, true)])))
        {
            writer.StartRowGroup(3);
            writer.WriteLists([9, 1, 2, 3], [1, 2, 3, 4], [true, false, true]);
            writer.Complete();
        }

        using var reader = ParquetReader.Open(memory);
        Assert.Equal([[1.0], null, [3.0]], reader.ReadColumn<double[]?>("list"));
    }

    static void WriteGroup(ParquetWriter writer)
    {
        writer.StartRowGroup(1);
        writer.Write([1]);
        writer.Write([2.0]);
        writer.Write([null]);
    }

    static void AssertError(string message, Action<ParquetWriter> action) => AssertError(message, () =>
    {
        using var writer = new ParquetWriter(Stream.Null, Schema);
        action(writer);
    });

    static void AssertError(string message, ParquetType type, int rows, Action<ParquetWriter> action) => AssertError(message, () =>
    {
        using var writer = new ParquetWriter(Stream.Null, new ParquetSchema([new("text", type)]));
        writer.StartRowGroup(rows);
        action(writer);
    });

    static void AssertError(string message, Action action) => Assert.Equal(message, Assert.Throws<ParquetException>(action).Message);
}
