using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Framework.Tests.Recording.Parquet;

public sealed class PartFileReaderTests : IDisposable
{
    static readonly Table Runs = new(
        [
            new("run", ColumnType.Int32), new("prey_birth", ColumnType.Double), new("peak", ColumnType.Double, true),
            new("status", ColumnType.String), new("path", ColumnType.DoubleList),
        ],
        [
            [new[] { 1, 2 }, new[] { 0.5, 1.5 }, new double?[] { null, 7 }, new[] { "ok", "failed" }, new double[][] { [1, 2], [] }],
            [new[] { 3 }, new[] { 2.5 }, new double?[] { 8 }, new[] { "ok" }, new double[][] { [3] }],
        ]);

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    string Path => _folder.In("part.parquet");

    [Fact]
    public void ReadColumn_OneRowGroup_GivesItsRows()
    {
        using var reader = PartFileReader.Open(Runs.WriteTo(Path));
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
        using var reader = PartFileReader.Open(Runs.WriteTo(Path));
        AssertError($"{Path} has no column 'Run': there are run, prey_birth, peak, status, path.", () => reader.ReadColumn<int>("Run"));
        AssertError(
            $"Column 'run' of {Path} holds Int32, and Int64 was asked for. There are run (Int32), prey_birth (Double), peak (Double), status (String), path (DoubleList).",
            () => reader.ReadColumn<long>("run"));
        AssertError($"{Path}: column 'peak', row group 0, 1 of 2 rows hold nothing: read it as Double?.", () => reader.ReadColumn<double>("peak"));
    }

    [Fact]
    public void ReadRows_Record_IsMadeByItsConstructor()
    {
        using var reader = PartFileReader.Open(Runs.WriteTo(Path));
        Assert.Equal([new Summary(1, 0.5, null), new Summary(2, 1.5, 7), new Summary(3, 2.5, 8)], reader.ReadRows<Summary>());
    }

    [Fact]
    public void ReadRows_ClassAndStruct_AreMadeByTheirProperties()
    {
        using var reader = PartFileReader.Open(Runs.WriteTo(Path));
        Assert.Equal(["1 ok 2", "2 failed 0", "3 ok 1"], reader.ReadRows<Settable>().Select(static row => $"{row.Run} {row.Status} {row.Path.Length}"));
        Assert.Equal([new Point { Run = 1 }, new Point { Run = 2 }, new Point { Run = 3 }], reader.ReadRows<Point>());
        Assert.Equal([new Point { Run = 1 }, new Point { Run = 2 }, new Point { Run = 3 }], reader.ReadRows<Point>());
        Assert.Equal([new Pair(1, "ok"), new Pair(2, "failed"), new Pair(3, "ok")], reader.ReadRows<Pair>());
    }

    [Fact]
    public void ReadRows_OtherColumnDamaged_ReadsOnlyWhatItNeeds()
    {
        byte[] file = File.ReadAllBytes(Runs.WriteTo(Path, Codec.None));
        file[file.AsSpan().IndexOf("failed"u8)] ^= 1;
        File.WriteAllBytes(Path, file);
        using var reader = PartFileReader.Open(Path);
        Assert.Equal(3, reader.ReadRows<Summary>().Count());
        Assert.Throws<SimulationException>(() => reader.ReadColumn<string>("status"));
        Assert.Throws<SimulationException>(reader.Verify);
    }

    [Fact]
    public void ReadRows_WrongMembers_SaysWhich()
    {
        using var reader = PartFileReader.Open(Runs.WriteTo(Path));
        AssertError($"{Path} has no column 'unknown_column': there are run, prey_birth, peak, status, path.", () => reader.ReadRows<Missing>().Count());
        AssertError(
            "Member When of Undefined has type DateTime: only bool, int, long, double, string, double[] and nullable ones can be read.",
            () => reader.ReadRows<Undefined>().Count());
        Assert.Contains("holds String, and Int32 was asked for.", Assert.Throws<SimulationException>(() => reader.ReadRows<Mistyped>().Count()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "0 bytes are too few for a Parquet file")]
    [InlineData("this is just some text", "it does not begin with 'PAR1'")]
    [InlineData("PAR1 and then more text", "it does not end with 'PAR1', so it is cut off")]
    [InlineData("PAR1aaaaPAR1", "its footer is longer than the file")]
    [InlineData("PAR1\0\0\0\0PAR1", "its footer states no checksum")]
    public void Open_NoParquetFile_SaysWhatItFound(string content, string message)
    {
        File.WriteAllText(Path, content);
        AssertError($"{Path} is damaged: {message}. Restore the file, or compute its part again with --resume (WriteMode.Resume).", () => PartFileReader.Open(Path));
        // Errors close it.
        using var exclusive = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void Open_NoFile_SaysWhich() =>
        Assert.StartsWith($"Cannot read {_folder.In("none.parquet")}: ", Assert.Throws<SimulationException>(() => PartFileReader.Open(_folder.In("none.parquet"))).Message, StringComparison.Ordinal);

    static void AssertError(string message, Func<object> action) => Assert.Equal(message, Assert.Throws<SimulationException>(() => _ = action()).Message);

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
