using System.Globalization;
using Sim.Experiments;
using Sim.Framework.Recording;
using Sim.Framework.Recording.Parquet;

namespace Sim.Interop.Tests;

/// <summary>DuckDB reads the dataset of every experiment, with the numbers that we read.</summary>
public sealed class ExperimentDatasetTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Experiments() => new(Catalog.Default.Names);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Experiments))]
    public async Task Dataset_OfEveryExperiment_IsReadByDuckDB(string experiment)
    {
        var folder = _folder.PathOf(experiment);
        var outcome = await Catalog.Default.Find(experiment).WithTimesteps(3).WithRuns(2).WithRecord(Framework.Record.EveryTimestep).WriteAsync(folder, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0, outcome.Failed);
        var files = Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        Assert.Contains(files, file => file.Contains("trajectories", StringComparison.Ordinal));
        Assert.Contains(files, file => file.Contains("runs", StringComparison.Ordinal));
        foreach (var (file, found) in files.Zip(Node.Read("duckdb", files)))
        {
            Assert.False(found.TryGetProperty("error", out var error), error.ToString());
            using var reader = PartFileReader.Open(file);
            Assert.True(reader.RowCount > 0 && reader.RowCount == found.GetProperty("rows").GetInt64(), file);
            var columns = found.GetProperty("columns");
            Assert.Equal(reader.Columns.Select(column => column.Name), columns.EnumerateObject().Select(column => column.Name));
            foreach (var column in reader.Columns.Where(column => column.Type == ColumnType.Double))
            {
                var expected = reader.ReadColumn<double?>(column.Name).Select(value => value is { } number ? BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture) : null);
                Assert.Equal(expected, columns.GetProperty(column.Name).GetProperty("values").EnumerateArray().Select(value => value.GetString()));
            }
        }
    }
}
