namespace Sim.Parquet.Tests;

public sealed class ParquetReaderTests
{
    static readonly Table Runs = new(
        new ParquetSchema([
            new("run", ParquetType.Int32), new("prey_birth", ParquetType.Double), new("peak", ParquetType.Double, true),
            new("status", ParquetType.String), new("path", ParquetType.DoubleList)]),
        [
            [new[] { 1, 2 }, new[] { 0.5, 1.5 }, new double?[] { null, 7 }, new[] { "ok", "failed" }, new double[][] { [1, 2], [] }],
            [new[] { 3 }, new[] { 2.5 }, new double?[] { 8 }, new[] { "ok" }, new double[][] { [3] }],
        ]);

    [Fact]
    public void Metadata_OfOptions_IsReadInOrdinalOrder()
    {
        var metadata = new Dictionary<string, string> { ["b"] = "", ["Z"] = "größe \U0001F98A", ["a"] = "animals/day" };
        using var reader = Open(Runs.Write(new() { Metadata = metadata }));
        Assert.Equal(["Z", "a", "b"], reader.Metadata.Keys);
        Assert.Equal(metadata, reader.Metadata);
    }

    [Fact]
    public void ReadColumn_OneRowGroup_GivesItsRows()
    {
        using var reader = Open(Runs.Write());
        Assert.Equal(2, reader.RowGroupCount);
        Assert.Equal([1, 2], reader.ReadColumn<int>("run", 0));
        Assert.Equal([8.0], reader.ReadColumn<double?>("peak", 1));
        Assert.Equal([8.0], reader.ReadColumn<double>("peak", 1));
        Assert.Equal([0.5, 1.5, 2.5], reader.ReadColumn<double?>("prey_birth"));
        Assert.Equal([[3.0]], reader.ReadColumn<double[]>("path", 1));
    }

    [Fact]
    public void ReadColumn_WrongQuestion_SaysWhatThereIs()
    {
        using var reader = Open(Runs.Write());
        AssertError("There is no column 'Run': there are run, prey_birth, peak, status, path.", () => reader.ReadColumn<int>("Run"));
        AssertError(
            "Column 'run' holds Int32 but Int64 was asked for. There are run (Int32), prey_birth (Double), peak (Double), status (String), path (DoubleList).",
            () => reader.ReadColumn<long>("run"));
        AssertError("There is no row group 2: the file has 2, counted from 0.", () => reader.ReadColumn<int>("run", 2));
        AssertError("There is no row group -1: the file has 2, counted from 0.", () => reader.ReadColumn<int>("run", -1));
        AssertError("Column 'peak', row group 0: 1 of 2 rows hold nothing: read it as Double?.", () => reader.ReadColumn<double>("peak"));
    }

    [Fact]
    public void ReadRows_Record_IsMadeByItsConstructor()
    {
        using var reader = Open(Runs.Write());
        Assert.Equal([new Summary(1, 0.5, null), new Summary(2, 1.5, 7), new Summary(3, 2.5, 8)], reader.ReadRows<Summary>());
    }

    [Fact]
    public void ReadRows_ClassAndStruct_AreMadeByTheirProperties()
    {
        using var reader = Open(Runs.Write());
        Assert.Equal(["1 ok 2", "2 failed 0", "3 ok 1"], reader.ReadRows<Settable>().Select(static row => $"{row.Run} {row.Status} {row.Path.Length}"));
        Assert.Equal([new Point { Run = 1 }, new Point { Run = 2 }, new Point { Run = 3 }], reader.ReadRows<Point>());
        Assert.Equal([new Pair(1, "ok"), new Pair(2, "failed"), new Pair(3, "ok")], reader.ReadRows<Pair>());
    }

    [Fact]
    public void ReadRows_OtherColumnDamaged_ReadsOnlyWhatItNeeds()
    {
        byte[] file = Runs.Write(new() { Compression = ParquetCompression.Uncompressed });
        file[file.AsSpan().IndexOf("failed"u8)] ^= 1;
        using var reader = Open(file);
        Assert.Equal(3, reader.ReadRows<Summary>().Count());
        Assert.Throws<ParquetException>(() => reader.ReadColumn<string>("status"));
    }

    [Fact]
    public void ReadRows_WrongMembers_SaysWhichBeforeAnyRow()
    {
        using var reader = Open(Runs.Write());
        AssertError("There is no column 'unknown_column': there are run, prey_birth, peak, status, path.", () => reader.ReadRows<Missing>());
        AssertError(
            "Member When of Undefined has type DateTime: only bool, int, long, double, string, double[] and nullable ones can be read.",
            () => reader.ReadRows<Undefined>());
        Assert.Contains("Column 'status' holds String but Int32 was asked for.", Assert.Throws<ParquetException>(() => reader.ReadRows<Mistyped>()).Message);
    }

    [Theory]
    [InlineData("", "0 bytes are too few for a Parquet file: it is cut off or something else.")]
    [InlineData("this is just some text", "The file does not begin with 'PAR1': it is not a Parquet file.")]
    [InlineData("PAR1 and then more text", "The file does not end with 'PAR1': it is cut off, or was never completed.")]
    [InlineData("PAR1aaaaPAR1", "The footer should have 1633771873 bytes, more than the file has: it is damaged.")]
    [InlineData("PAR1\0\0\0\0PARE", "The footer is encrypted: write the file without encryption.")]
    public void Open_NoParquetFile_SaysWhatItFound(string content, string message) =>
        AssertError(message, () => Open(System.Text.Encoding.ASCII.GetBytes(content)));

    [Fact]
    public void Open_Path_NamesFileInErrorsAndClosesIt()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "short");
            AssertError($"{path}: 5 bytes are too few for a Parquet file: it is cut off or something else.", () => ParquetReader.Open(path));
            File.WriteAllBytes(path, Runs.Write());
            using (var reader = ParquetReader.Open(path))
                AssertError($"{path}: There is no row group 5: the file has 2, counted from 0.", () => reader.ReadColumn<int>("run", 5));
            using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Open_FooterWithoutItsChecksum_IsRefused()
    {
        byte[] file = Runs.Write();
        file[^10] ^= 0xFF;
        AssertError("The footer has lost its checksum: it is damaged.", () => Open(file));
    }

    static ParquetReader Open(byte[] file) => ParquetReader.Open(new MemoryStream(file));

    static void AssertError(string message, Func<object> action) =>
        Assert.Equal(message, Assert.Throws<ParquetException>(() => _ = action()).Message);

    sealed record Summary(int Run, double PreyBirth, double? Peak);

    sealed class Settable
    {
        public int Run { get; set; }
        public string Status { get; init; } = "";
        public double[] Path { get; set; } = [];
        public string Computed => $"{Run}";
        public int Hidden { get; private set; }
    }

    struct Point
    {
        public int Run { get; set; }
    }

    readonly record struct Pair(int Run, string Status);

    sealed record Missing(int UnknownColumn);

    sealed record Mistyped(int Status);

    sealed record Undefined(DateTime When);
}
