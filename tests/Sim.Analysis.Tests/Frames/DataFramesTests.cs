using System.Text.Json.Nodes;
using Microsoft.Data.Analysis;
using Sim.Analysis.Charts;
using Sim.Framework;

namespace Sim.Analysis.Tests.Frames;

public sealed class DataFramesTests : IAsyncLifetime
{
    static readonly Experiment<Harbour, Tide> Experiment = Framework.Experiment.Of(Model.Define<Harbour, Tide>("harbour")
            .StartFrom(_ => new Harbour { Name = "north", Depths = Vector.Of(1, 2) })
            .Block("tide", block => block
                .Update(state => state.Level, step => step.State.Level + step.Parameters.Level)
                .Update(state => state.Ships, step => step.State.Ships + 1)
                .Update(state => state.Moved, step => step.State.Moved + 5_000_000_000)
                .Update(state => state.IsOpen, step => step.Timestep % 2 == 0)
                .Update(state => state.Wind, step => step.Timestep % 2 == 0 ? step.Timestep : null)
                .Update(state => state.Season, step => (Season)(step.Timestep % 2)))
            .Invariant("no flood", step => step.State.Level < 3)
            .Build())
        .Timesteps(3).Runs(2)
        .Sweep(sweep => sweep.Grid(tide => tide.Level, 0.5, 1.5).Grid(tide => tide.Season, Season.Dry, Season.Wet))
        .Metric("peak level", run => run.Max(state => state.Level));

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-");

    public async ValueTask InitializeAsync() => await Experiment.WriteAsync(_folder.FullName, WriteMode.Overwrite);

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    Dataset Dataset => Dataset.Open(_folder.FullName);

    public enum Season
    {
        Dry,
        Wet,
    }

    [Theory]
    [InlineData("trajectories", "simulation subset run substep timestep parameter_level parameter_season level ships moved is_open wind season name")]
    [InlineData("runs", "simulation subset run level season status timesteps peak_level")]
    [InlineData("failures", "simulation subset run timestep substep block function status message parameters")]
    public void ToDataFrame_OfDatasetAndResults_AreTheSameFrame(string table, string columns)
    {
        var (stored, kept) = (Dataset.ToDataFrame(table), Experiment.Run(cancellationToken: TestContext.Current.CancellationToken).ToDataFrame(table));

        Assert.Equal(columns, string.Join(' ', stored.Columns.Select(column => column.Name)));
        Assert.Equal(stored.Columns.Select(column => (column.Name, column.DataType)), kept.Columns.Select(column => (column.Name, column.DataType)));
        Assert.True(stored.Rows.Count > 3);
        foreach (var column in stored.Columns)
            Assert.Equal(Values(column), Values(kept[column.Name]));
    }

    [Fact]
    public void ToDataFrame_EveryKindOfVariable_HasItsType()
    {
        var frame = Dataset.ToDataFrame("trajectories", where: "subset = 0 and run = 1");

        Assert.Equal(
            [typeof(double), typeof(int), typeof(long), typeof(bool), typeof(double), typeof(string), typeof(string)],
            new[] { "level", "ships", "moved", "is_open", "wind", "season", "name" }.Select(name => frame[name].DataType));
        Assert.Equal([0L, 5_000_000_000, 10_000_000_000, 15_000_000_000], Values(frame["moved"]));
        Assert.Equal([false, false, true, false], Values(frame["is_open"]));
        Assert.Equal([null, null, 2.0, null], Values(frame["wind"]));
        Assert.Equal(["Dry", "Wet", "Dry", "Wet"], Values(frame["season"]));
    }

    [Fact]
    public void ToDataFrame_ColumnsAndCondition_AreThose()
    {
        var frame = Dataset.ToDataFrame("trajectories", ["timestep", "level"], "run = 1 -- the first\n and level > 1");

        Assert.Equal(["timestep", "level"], frame.Columns.Select(column => column.Name));
        Assert.Equal([3, 3, 1, 1], frame["timestep"].Cast<int>());
        Assert.Equal(["level"], Experiment.Run(cancellationToken: TestContext.Current.CancellationToken).ToDataFrame(columns: ["level"]).Columns.Select(column => column.Name));
    }

    [Fact]
    public void ToDataFrame_WhatIsNotThere_NamesWhatIs()
    {
        var results = Experiment.Runs(1).Sweep(sweep => sweep.Grid(tide => tide.Level, 0.5)).Run(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("There is no table 'run' here. Did you mean runs?", Message(() => Dataset.ToDataFrame("run")));
        Assert.Equal("There is no table 'failures' here, since no run failed. There are: trajectories, runs.", Message(() => results.ToDataFrame("failures")));
        Assert.Equal("Table runs has no column 'peaklevel'. Did you mean peak_level?", Message(() => Dataset.ToDataFrame(columns: ["peaklevel"])));
        Assert.Equal("Table runs has no column 'peaklevel'. Did you mean peak_level?", Message(() => results.ToDataFrame(columns: ["peaklevel"])));
        Assert.Contains("\"lvl\" not found", Message(() => Dataset.ToDataFrame(where: "lvl > 1")), StringComparison.Ordinal);
        Assert.Equal("A data frame of no columns cannot be made: choose at least one.", Message(() => Dataset.Sql("set threads = 1").ToDataFrame()));
        Assert.Equal("A data frame cannot have two columns 'a': name one of them otherwise, such as a AS a_2.", Message(() => Dataset.Sql("select 1 as a, 2 as a").ToDataFrame()));
    }

    [Fact]
    public void ToDataFrame_AColumnOfLists_IsRefusedWhenAskedFor()
    {
        const string refusal = "Column 'depths' holds lists, which no column of a data frame can: write unnest(depths) in a query to have a row for each element, or leave the column out.";
        Assert.Equal(refusal, Message(() => Dataset.ToDataFrame("trajectories", ["depths"])));
        Assert.Equal(refusal, Message(() => Experiment.Run().ToDataFrame("trajectories", ["run", "depths"])));
        Assert.Equal(refusal, Message(() => Dataset.Sql("select depths from trajectories").ToDataFrame()));
        Assert.Equal([1.0, 2.0], Dataset.Sql("select unnest(depths) depth from trajectories limit 2").ToDataFrame()["depth"].Cast<double>());
        Assert.Equal("Column 't' holds TimeOnly, which no column of a data frame can: write t::VARCHAR in a query, or leave the column out.", Message(() => Dataset.Sql("select time '12:00:00' t").ToDataFrame()));
    }

    [Theory]
    [InlineData("double")]
    [InlineData("float")]
    public void ToDataFrame_NaNAndNull_StayApart(string type)
    {
        var frame = Dataset.Sql($"select unnest([1.5, null, 'nan'::double])::{type} x").ToDataFrame();

        Assert.Equal([1.5, null, double.NaN], Values(frame["x"]));
        Assert.Equal(1, frame["x"].NullCount);
    }

    [Fact]
    public void ToDataFrame_OfManyBatches_HasEveryValue()
    {
        var frame = Dataset.Sql("select i::integer i, case when i % 3 = 0 then null else i * 0.5::double end h, i % 5 = 0 f, 'number ' || i t, i::hugeint g, date '2024-01-01' + i::integer d, i::decimal(9, 1) m from range(10000) r(i)").ToDataFrame();
        var all = Enumerable.Range(0, 10_000).ToList();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal(all.Select(i => (object?)i), Values(frame["i"]));
        Assert.Equal(all.Select(i => i % 3 == 0 ? null : (object?)(i * 0.5)), Values(frame["h"]));
        Assert.Equal(all.Select(i => (object?)(i % 5 == 0)), Values(frame["f"]));
        Assert.Equal(all.Select(i => (object?)$"number {i}"), Values(frame["t"]));
        Assert.Equal(all.Select(i => (object?)(long)i), Values(frame["g"]));
        Assert.Equal(new DateTime(2024, 1, 1).AddDays(9_999), frame["d"][9_999]);
        Assert.Equal(9_999.0m, frame["m"][9_999]);
        Assert.Equal("number 9999", frame.OrderByDescending("t")["t"][0]);
    }

    [Fact]
    public void ToDataFrame_WithoutRows_HasItsColumns()
    {
        var frame = Dataset.ToDataFrame("trajectories", where: "false");

        Assert.Equal(0, frame.Rows.Count);
        Assert.Equal(typeof(bool), frame["is_open"].DataType);
    }

    [Fact]
    public void Lines_OfADataFrame_AreItsRowsBySeries()
    {
        var frame = Dataset.ToDataFrame("trajectories", where: "run = 1 and parameter_season = 'Dry'");

        var chart = Chart.Lines(frame, "timestep", "wind", "parameter_level");

        var rows = JsonNode.Parse(chart.ToVegaLite())!["data"]!["values"]!.AsArray();
        Assert.Equal(frame.Rows.Count, rows.Count);
        Assert.Equal(["0.5", "1.5"], rows.Select(row => (string)row!["subset"]!).Distinct());
        Assert.Equal([null, null, 2.0, null], rows.Where(row => (string)row!["subset"]! == "0.5").Select(row => (double?)row!["y"]));
        Assert.Equal("The data frame has no column 'step': it has simulation, subset, run, substep, timestep, parameter_level, parameter_season, level, ships, moved, is_open, wind, season, name.", Message(() => Chart.Lines(frame, "step", "level")));
        Assert.Equal("Column 'name' of the data frame holds String, and numbers are needed.", Message(() => Chart.Lines(frame, "timestep", "name")));
    }

    static IEnumerable<object?> Values(DataFrameColumn column) => column.Cast<object?>();

    [Fact]
    public void ToDataFrame_NothingAskedFor_SaysWhatToDo()
    {
        Assert.Equal("A data frame of no columns cannot be made: choose at least one, or leave 'columns' out to have all.", Message(() => Dataset.ToDataFrame(columns: [])));
        Assert.Equal("'where' is empty: give a condition, such as timestep = 1000, or leave it out to have all rows.", Message(() => Dataset.ToDataFrame(where: " ")));
        Assert.Contains("holds Byte[]", Message(() => Dataset.Sql("select 'x'::blob as b").ToDataFrame()), StringComparison.Ordinal);
    }

    static string Message(Func<object> make) => Assert.Throws<SimulationException>(make).Message;

    public record struct Harbour
    {
        public double Level { get; set; }

        public int Ships { get; set; }

        public long Moved { get; set; }

        public bool IsOpen { get; set; }

        public double? Wind { get; set; }

        public Season Season { get; set; }

        public string? Name { get; set; }

        public Vector Depths { get; set; }
    }

    public sealed record Tide
    {
        public double Level { get; init; } = 0.5;

        public Season Season { get; init; }
    }
}
