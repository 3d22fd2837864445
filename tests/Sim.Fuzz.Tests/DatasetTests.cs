using Sim.Experiments;
using Sim.Framework;
using Sim.Parquet.Tests;

namespace Sim.Fuzz.Tests;

/// <summary>Datasets whose parts are damaged: a check says so in a line, and every reader works or names the part.</summary>
public sealed class DatasetTests : IDisposable
{
    const string Part = "part-00000.parquet";

    readonly TemporaryFolder _folder = new();

    public DatasetTests() => Catalog.Default.Find("predator-prey").WithRuns(3).WithTimesteps(4)
        .WriteAsync(Path.Combine(_folder.Path, "good"), cancellationToken: TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("runs", true)]
    [InlineData("runs", false)]
    [InlineData("trajectories", true)]
    [InlineData("trajectories", false)]
    public void Read_DamagedPart_WorksOrIsRefused(string table, bool hasChecksums) => Fuzzing.Run(121, 200, Damage(table, hasChecksums), part =>
    {
        var dataset = With(table, part);
        _ = (dataset.Column<double>("prey"), dataset.RunColumn<string>("status"), dataset.RunColumn<double?>("peak_prey"));
        _ = (dataset.Rows<Animals>().Count(), dataset.Runs<Peak>().Count());
    }, Part);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Summarize_DamagedPart_WorksOrIsRefused(bool hasChecksums) =>
        Fuzzing.Run(122, 400, Damage("runs", hasChecksums), part => With("runs", part).Summarize(), "good");

    /// <summary>Damage is what this is for, so it is told and never thrown.</summary>
    [Theory]
    [InlineData("runs", true)]
    [InlineData("runs", false)]
    [InlineData("trajectories", true)]
    [InlineData("trajectories", false)]
    public void Verify_DamagedPart_SaysSoInALine(string table, bool hasChecksums) => Fuzzing.Run(123, 200, Damage(table, hasChecksums), part =>
    {
        var problems = With(table, part).Verify();
        if (problems.Count > 1)
            throw new InvalidOperationException($"{problems.Count} problems of one part.");
        if (problems.Count == 1)
            throw new SimulationException($"{problems[0].TrimEnd('.')}.");
    }, "part 00000: ");

    Func<Random, byte[]> Damage(string table, bool hasChecksums)
    {
        var file = File.ReadAllBytes(PathOf(table));
        var (good, other) = (hasChecksums ? file : Foreign.WithoutChecksums(file), Foreign.WithoutChecksums(File.ReadAllBytes(PathOf(table == "runs" ? "trajectories" : "runs"))));
        return chance => new Mutator(chance).Bytes(good, other);
    }

    Dataset With(string table, byte[] part)
    {
        File.WriteAllBytes(PathOf(table), part);
        return Dataset.Open(Path.Combine(_folder.Path, "good"));
    }

    string PathOf(string table) => Path.Combine(_folder.Path, "good", table, Part);

    sealed record Animals(int Run, double Prey, double Predators);

    sealed record Peak(int Run, double? PeakPrey);
}
