using Sim.Framework;

namespace Sim.Analysis.Tests.Sql;

public sealed class DatasetSqlTests(PreyDataset prey) : IClassFixture<PreyDataset>
{
    readonly Dataset _dataset = Ready(prey);

    static Dataset Ready(PreyDataset prey)
    {
        Requires.DuckDB();
        return prey.Dataset;
    }

    [Fact]
    public void Sql_WholeTable_IsWhatTheDatasetReads()
    {
        var table = _dataset.Sql("select * from trajectories order by simulation, subset, run, timestep");
        Assert.Equal(6 * 20 * 101, table.RowCount);
        Assert.Equal(_dataset.Column<double>("prey"), table.Column<double>("prey"));
        Assert.Equal(_dataset.Column<int>("timestep"), table.Column<int>("timestep"));
        Assert.Equal(_dataset.Rows<PreyRow>(), table.Rows<PreyRow>());
        Assert.Equal(_dataset.RunColumn<string>("status"), _dataset.Sql("select status from runs order by subset, run").Column<string>("status"));
    }

    [Fact]
    public void Sql_Aggregates_AreThoseOfTheRows()
    {
        var table = _dataset.Sql("select prey_birth, count(*) n, sum(run) runs, avg(prey) mean_prey from trajectories group by prey_birth order by prey_birth");
        var groups = _dataset.Rows<PreyRow>().GroupBy(row => row.PreyBirth).OrderBy(group => group.Key).ToList();
        Assert.Equal(groups.Select(group => (long)group.Count()), table.Column<long>("n"));
        Assert.Equal(groups.Select(group => (double)group.Sum(row => row.Run)), table.Column<double>("runs"));
        var means = table.Column<double>("mean_prey");
        Assert.All(groups.Select((group, place) => (group.Average(row => row.Prey), means[place])), pair => Assert.Equal(pair.Item1, pair.Item2, 1e-9));
    }

    [Theory]
    [InlineData("true", typeof(bool), true)]
    [InlineData("(-5)::tinyint", typeof(int), -5)]
    [InlineData("300::smallint", typeof(int), 300)]
    [InlineData("7::utinyint", typeof(int), 7)]
    [InlineData("70000::integer", typeof(int), 70000)]
    [InlineData("4000000000::uinteger", typeof(long), 4000000000L)]
    [InlineData("(-9000000000)::bigint", typeof(long), -9000000000L)]
    [InlineData("18446744073709551615::ubigint", typeof(double), 18446744073709551615.0)]
    [InlineData("(-170141183460469231731687303715884105727)::hugeint", typeof(double), -170141183460469231731687303715884105727.0)]
    [InlineData("340282366920938463463374607431768211455::uhugeint", typeof(double), 340282366920938463463374607431768211455.0)]
    [InlineData("1.5::float", typeof(double), 1.5)]
    [InlineData("0.1::double", typeof(double), 0.1)]
    [InlineData("(-12.34)::decimal(4, 2)", typeof(double), -12.34)]
    [InlineData("123456.789::decimal(18, 3)", typeof(double), 123456.789)]
    [InlineData("12345678901234567890.5::decimal(38, 1)", typeof(double), 12345678901234567890.5)]
    [InlineData("'twelve chars'", typeof(string), "twelve chars")]
    [InlineData("'more than twelve characters, ÅÆ 🦊'", typeof(string), "more than twelve characters, ÅÆ 🦊")]
    [InlineData("''", typeof(string), "")]
    public void Sql_EveryType_ComesOver(string expression, Type type, object expected)
    {
        var table = _dataset.Sql($"select {expression} as x union all select null");
        Assert.Equal(type, table.Columns[0].Type);
        Assert.Equal(new[] { null, expected }.OrderBy(value => value is null), new[] { table[0, "x"], table[1, "x"] }.OrderBy(value => value is null));
    }

    [Fact]
    public void Sql_TimesAndLists_ComeOver()
    {
        var table = _dataset.Sql("select timestamp '2024-02-29 12:34:56.789' t, date '1969-12-31' d, [1.5, null, 3.0]::double[] l, ['a', 'a longer one than twelve'] s, []::integer[] e");
        Assert.Equal(new DateTime(2024, 2, 29, 12, 34, 56, 789), table[0, "t"]);
        Assert.Equal(new DateOnly(1969, 12, 31), table[0, "d"]);
        Assert.Equal([1.5, double.NaN, 3.0], table.Column<double[]>("l")[0]);
        Assert.Equal(["a", "a longer one than twelve"], table.Column<string[]>("s")[0]);
        Assert.Empty(table.Column<int[]>("e")[0]);
    }

    [Fact]
    public void Sql_ManyChunks_KeepTheirOrder()
    {
        var table = _dataset.Sql("select i, case when i % 3 = 0 then null else i * 0.5 end h, 'number ' || i t from range(100000) r(i) order by i");
        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => (long)i), table.Column<long>("i"));
        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => i % 3 == 0 ? null : (double?)(i * 0.5)), table.Column<double?>("h"));
        Assert.Equal("number 99999", table.Column<string>("t")[^1]);
    }

    [Theory]
    [InlineData("select pray from trajectories", "prey")]
    [InlineData("selec 1", "syntax error")]
    [InlineData("select * from nothing", "nothing")]
    [InlineData("select interval 1 month as step", "Column 'step' of the query has a type of DuckDB (number 15) that has no counterpart here: write step::VARCHAR")]
    public void Sql_NotUnderstood_SaysSoInDuckDBsWords(string query, string expected) =>
        Assert.Contains(expected, Assert.Throws<SimulationException>(() => _dataset.Sql(query)).Message, StringComparison.Ordinal);

    [Fact]
    public void Column_MissingWrongOrEmpty_IsAnErrorForItsReader()
    {
        var table = _dataset.Sql("select 1 as one, null::double as none, 'x' as word");
        Assert.Equal("The query has no column 'two': it has one, none, word.", Assert.Throws<SimulationException>(() => table.Column<int>("two")).Message);
        Assert.Equal("Column 'none' of the query holds nothing in some rows: read it as Double?, or filter them out.", Assert.Throws<SimulationException>(() => table.Column<double>("none")).Message);
        Assert.Equal("Column 'word' of the query holds String but Double was asked for.", Assert.Throws<SimulationException>(() => table.Column<double>("word")).Message);
        Assert.Equal([1.0], table.Column<double>("ONE"));
        Assert.Equal([null], table.Column<double?>("none"));
    }

    [Fact]
    public void ToMimeBundle_LongTable_ShowsItsHead()
    {
        var bundle = _dataset.Sql("select timestep, prey, '<b>' as mark from trajectories order by run, timestep").ToMimeBundle();
        Assert.Equal(51, bundle["text/html"].Split("<tr>").Length - 1);
        Assert.Contains("… and 12,070 more rows", bundle["text/html"], StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", bundle["text/html"], StringComparison.Ordinal);
        Assert.StartsWith("timestep  ", bundle["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public void Sql_DoesNotChangeTheDataset()
    {
        _dataset.Sql("select count(*) from trajectories");
        Assert.Empty(_dataset.Verify());
    }

    public sealed record PreyRow(int Run, int Timestep, double PreyBirth, double Prey);
}
