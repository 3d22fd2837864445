using Sim.Framework;

namespace Sim.Analysis.Tests;

public sealed class SubsetTableTests
{
    static readonly IReadOnlyList<SubsetSummary> Subsets =
    [
        Subset(0, 0.004, 20, [new("cost", 20, 1_234_567, 9_000, 4_321), new("share", 20, 0.123456, 0.01, 0.00512), new("first", 0, null, null, null)]),
        Subset(1, 7e7, 20, [new("cost", 20, 12, 0, 0), new("share", 20, 1, 1e-16, 1e-17), new("first", 1, 3, null, null)]),
    ];

    [Fact]
    public void ToTable_OfTwoSubsets_HasWhatIsSweptAndIntervals()
    {
        var table = Subsets.ToTable();

        Assert.Equal(["rate", "runs", "cost", "share", "first"], table.Columns);
        Assert.Equal(["0.004", 20L, "1,234,600 ± 4,300", "0.1235 ± 0.0051", "none"], table.Rows[0]);
        Assert.Equal(["70,000,000", 20L, "12", "1", "3 (1 run)"], table.Rows[1]);
    }

    [Fact]
    public void ToTable_OfSeveralSimulationsWithFailures_NamesThem()
    {
        var table = new[] { Subsets[0], Subsets[1] with { Simulation = 1, SimulationName = "other", Failed = 2 } }.ToTable("share");

        Assert.Equal(["simulation", "rate", "runs", "failed", "share"], table.Columns);
        Assert.Equal(["other", "70,000,000", 20L, 2L, "1"], table.Rows[1]);
    }

    [Fact]
    public void ToTable_OfAnUnknownMetric_NamesThoseThatThereAre()
    {
        var exception = Assert.Throws<SimulationException>(() => Subsets.ToTable("shares"));

        Assert.Equal("There is no metric 'shares'. There are: cost, share, first.", exception.Message);
    }

    static SubsetSummary Subset(int place, double rate, long runs, IReadOnlyList<MetricSummary> metrics) => new(0, "base", place, [KeyValuePair.Create("rate", (object?)rate)], runs, 0, metrics);
}
