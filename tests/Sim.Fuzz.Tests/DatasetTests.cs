using Sim.Experiments;
using Sim.Framework;

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
    [InlineData("runs")]
    [InlineData("trajectories")]
    public void Read_DamagedPart_WorksOrIsRefused(string table) => Fuzzing.Run(121, 200, Damage(table), part =>
    {
        var dataset = With(table, part);
        _ = (dataset.Column<double>("prey"), dataset.RunColumn<string>("status"), dataset.RunColumn<double?>("peak_prey"));
        _ = (dataset.Rows<Animals>().Count(), dataset.Runs<Peak>().Count());
    }, Part);

    [Fact]
    public void Summarize_DamagedPart_WorksOrIsRefused() =>
        Fuzzing.Run(122, 400, Damage("runs"), part => With("runs", part).Summarize(), "good");

    /// <summary>Damage is what this is for, so it is told and never thrown.</summary>
    [Theory]
    [InlineData("runs")]
    [InlineData("trajectories")]
    public void Verify_DamagedPart_SaysSoInALine(string table) => Fuzzing.Run(123, 200, Damage(table), part =>
    {
        var problems = With(table, part).Verify();
        if (problems.Count > 1)
            throw new InvalidOperationException($"{problems.Count} problems of one part.");
        if (problems.Count == 1)
            throw new SimulationException($"{problems[0].TrimEnd('.')}.");
    }, "part 00000: ");

    Func<Random, byte[]> Damage(string table)
    {
        var (good, other) = (File.ReadAllBytes(PathOf(table)), File.ReadAllBytes(PathOf(table == "runs" ? "trajectories" : "runs")));
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
