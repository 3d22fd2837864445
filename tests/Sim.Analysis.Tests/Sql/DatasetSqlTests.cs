using System.Globalization;
using System.Numerics;
using Sim.Framework;

namespace Sim.Analysis.Tests.Sql;

public sealed class DatasetSqlTests(PreyDataset prey) : IClassFixture<PreyDataset>
{
    const decimal Huge = 12345678901234567890.5m;

    readonly Dataset _dataset = prey.Dataset;

    /// <summary>What no attribute holds.</summary>
    public static TheoryData<string, object> Values => new()
    {
        { "sum(x) from (values (9007199254740993), (9007199254740994)) t(x)", 18014398509481987L },
        { "sum(x) from (values (0.1), (0.2)) t(x)", 0.3m },
        { "9223372036854775807::hugeint", long.MaxValue },
        { "(-9223372036854775808)::hugeint", long.MinValue },
        { "9223372036854775808::hugeint", BigInteger.Parse("9223372036854775808", CultureInfo.InvariantCulture) },
        { "(-170141183460469231731687303715884105727)::hugeint", BigInteger.Parse("-170141183460469231731687303715884105727", CultureInfo.InvariantCulture) },
        { "340282366920938463463374607431768211455::uhugeint", BigInteger.Parse("340282366920938463463374607431768211455", CultureInfo.InvariantCulture) },
        { "18446744073709551615::ubigint", (BigInteger)ulong.MaxValue },
        { "18446744073709551::ubigint", 18446744073709551L },
        { "(-12.34)::decimal(4, 2)", -12.34m },
        { "123456.789::decimal(18, 3)", 123456.789m },
        { "12345678901234567890.5::decimal(38, 1)", Huge },
        { "1.25::decimal(38, 30)", 1.25m },
        { "12345678901.123456789012345678::decimal(38, 18)", 12345678901.123456789012345678m },
        { "0.1234567890123456789012345678::decimal(38, 28)", 0.1234567890123456789012345678m },
        { "(-79228162514264337593543950335)::decimal(38, 0)", decimal.MinValue },
        { "0::decimal(38, 38)", 0m },
        { "timestamp '2024-02-29 12:34:56.789012'", new DateTime(2024, 2, 29, 12, 34, 56, 789, 12) },
        { "timestamp_s '1969-12-31 23:59:59'", new DateTime(1969, 12, 31, 23, 59, 59) },
        { "timestamp_ms '2024-02-29 12:34:56.789'", new DateTime(2024, 2, 29, 12, 34, 56, 789) },
        { "timestamp_ns '2024-02-29 12:34:56.7890121'", new DateTime(2024, 2, 29, 12, 34, 56, 789, 12).AddTicks(1) },
        { "timestamptz '2024-02-29 12:34:56+02'", new DateTime(2024, 2, 29, 10, 34, 56, DateTimeKind.Utc) },
        { "date '1969-12-31'", new DateOnly(1969, 12, 31) },
        { "time '12:34:56.789012'", new TimeOnly(12, 34, 56, 789, 12) },
        { "'b'::enum('a', 'b')", "b" },
        { "'2d931510-d99f-494a-8c67-87feb05e1594'::uuid", Guid.Parse("2d931510-d99f-494a-8c67-87feb05e1594") },
        { "'a\\x00b'::blob", "a\0b"u8.ToArray() },
        { "'{\"a\": 1}'::json", "{\"a\": 1}" },
        { "[1.5, 3]::double[]", new[] { 1.5, 3 } },
        { "[1.5, null, 'nan'::double]", new double?[] { 1.5, null, double.NaN } },
        { "[1, null]::integer[]", new int?[] { 1, null } },
        { "[1, null]::double[2]", new double?[] { 1, null } },
        { "[true, null]", new bool?[] { true, null } },
        { "['a', null, 'a longer one than twelve']", new[] { "a", null, "a longer one than twelve" } },
        { "[9223372036854775807]::hugeint[]", new[] { long.MaxValue } },
        { "[date '2024-02-29', null]", new DateOnly?[] { new(2024, 2, 29), null } },
        { "[[1, null], null, []]::integer[][]", new[] { [1, null], null, System.Array.Empty<int?>() } },
        { "[]::integer[]", System.Array.Empty<int>() },
        { "[null]", new int?[] { null } },
    };

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
    [InlineData("1.5::float", typeof(double), 1.5)]
    [InlineData("0.1::double", typeof(double), 0.1)]
    [InlineData("'twelve chars'", typeof(string), "twelve chars")]
    [InlineData("'more than twelve characters, ÅÆ 🦊'", typeof(string), "more than twelve characters, ÅÆ 🦊")]
    [InlineData("''", typeof(string), "")]
    public void Sql_SimpleTypes_ComeOver(string expression, Type type, object expected)
    {
        var table = _dataset.Sql($"select {expression} as x union all select null");
        Assert.Equal(type, table.Columns[0].Type);
        Assert.Equal(new[] { null, expected }.OrderBy(value => value is null), new[] { table[0, "x"], table[1, "x"] }.OrderBy(value => value is null));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Sql_OtherTypes_ComeOverExactly(string expression, object expected)
    {
        var table = _dataset.Sql($"select {expression}");

        Assert.Equal(expected.GetType(), table.Columns[0].Type);
        Assert.Equal(expected, table[0, table.Columns[0].Name]);
        if (expected is DateTime time)
            Assert.Equal(time.Kind, ((DateTime)table[0, table.Columns[0].Name]!).Kind);
    }

    [Theory]
    [InlineData("null", typeof(int))]
    [InlineData("null::double", typeof(double))]
    [InlineData("null::hugeint", typeof(long))]
    [InlineData("null::decimal(4, 2)", typeof(decimal))]
    [InlineData("null::double[]", typeof(double[]))]
    [InlineData("null::enum('a', 'b')", typeof(string))]
    public void Sql_NothingAtAll_HasATypeAllTheSame(string expression, Type type)
    {
        var (table, none) = (_dataset.Sql($"select {expression} as x"), _dataset.Sql($"select {expression} as x where false"));

        Assert.Equal((type, null), (table.Columns[0].Type, table[0, "x"]));
        Assert.Equal((type, 0), (none.Columns[0].Type, none.RowCount));
    }

    [Theory]
    [InlineData("interval 1 month", "interval", "epoch(x) for seconds, or x::VARCHAR")]
    [InlineData("{'lower': 1, 'upper': 2}", "struct", "x.lower for one of its fields, or x::VARCHAR")]
    [InlineData("[{'lower': 1, 'upper': 2}]", "list", "unnest(x) for its elements, or x::VARCHAR")]
    [InlineData("map {'a': 1}", "map", "x::VARCHAR")]
    [InlineData("union_value(number := 2)", "union", "x::VARCHAR")]
    [InlineData("timetz '12:34:56+02'", "time_tz", "x::VARCHAR")]
    [InlineData("'101'::bit", "bit", "x::VARCHAR")]
    [InlineData("'12'::bignum", "bignum", "x::VARCHAR")]
    [InlineData("[interval 1 month]", "list", "unnest(x) for its elements, or x::VARCHAR")]
    public void Sql_TypeWithoutCounterpart_GivesTheCastToWrite(string expression, string type, string cast)
    {
        var exception = Assert.Throws<SimulationException>(() => _dataset.Sql($"select {expression} as x"));

        Assert.Equal($"Column 'x' of the query is of DuckDB's type {type}, which has no counterpart in C#: write {cast}.", exception.Message);
    }

    [Fact]
    public void Sql_Variant_GivesTheCastToWrite() => Assert.StartsWith(
        "A column of the query is of type VARIANT, which has no counterpart in C#: cast it, such as x::VARCHAR.\n", Assert.Throws<SimulationException>(() => _dataset.Sql("select 1::variant as x")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("date 'infinity'", "DateOnly", "")]
    [InlineData("date '290000-01-01'", "DateOnly", "")]
    [InlineData("timestamp '-infinity'", "DateTime", "")]
    [InlineData("timestamp_ns '2024-02-29 12:34:56.789123456'", "DateTime", "")]
    [InlineData("time '24:00:00'", "TimeOnly", "")]
    [InlineData("99999999999999999999999999999999999999::decimal(38, 0)", "Decimal", ", or x::DOUBLE")]
    [InlineData("12345678901234567890123456789.123456789::decimal(38, 9)", "Decimal", ", or x::DOUBLE")]
    [InlineData("0.1234567890123456789012345678901234::decimal(38, 34)", "Decimal", ", or x::DOUBLE")]
    public void Sql_ValueBeyondItsType_IsRefusedNotRounded(string expression, string type, string or)
    {
        var table = _dataset.Sql($"select {expression} as x");

        Assert.Equal($"Column 'x' of the query has a value that no {type} of C# holds: write x::VARCHAR{or}.", Assert.Throws<SimulationException>(() => table[0, "x"]).Message);
    }

    [Fact]
    public void Sql_ListOfEnums_GivesTheCastToWrite() => Assert.EndsWith(
        "which has no counterpart in C#: write unnest(x) for its elements, or x::VARCHAR.", Assert.Throws<SimulationException>(() => _dataset.Sql("select ['a'::enum('a', 'b')] as x")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Sql_FolderNamedLikeASweptParameter_LeavesTheColumnAlone()
    {
        var folder = Directory.CreateTempSubdirectory("sim-");
        try
        {
            var directory = Path.Combine(folder.FullName, "a=9", "dataset");
            var model = Model.Define<Place, Pace>("walk").StartFrom(_ => new Place { X = 1 })
                .Block("step", block => block.Update(state => state.X, step => step.State.X + step.Parameters.A)).Build();
            await Experiment.Of(model).Timesteps(1).Runs(2).Sweep(sweep => sweep.Grid(pace => pace.A, 1, 2)).WriteAsync(directory, cancellationToken: TestContext.Current.CancellationToken);

            var table = Dataset.Open(directory).Sql("select a, avg(x) mean from trajectories group by all order by all");

            Assert.Equal([1.0, 2.0], table.Column<double>("a"));
            Assert.Equal([1.5, 2.0], table.Column<double>("mean"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Build_OfThePackagesLibraries_KeepsThatOfThisPlatform() => Assert.Single(
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*duckdb.*", SearchOption.AllDirectories), file => Path.GetExtension(file) is ".so" or ".dylib" || Path.GetFileName(file) == "duckdb.dll");

    [Fact]
    public void Sql_MoreThanAHundredThousandParts_ComeInTheirOrder()
    {
        var folder = Directory.CreateTempSubdirectory("sim [2]-");
        try
        {
            File.Copy(Path.Combine(_dataset.Directory, "manifest.json"), Path.Combine(folder.FullName, "manifest.json"));
            var runs = folder.CreateSubdirectory("runs").FullName;
            foreach (var (number, value) in new[] { (100_000, 3), (99_999, 2), (9, 1) })
                _dataset.Sql($"copy (select {value} as x) to '{runs.Replace("'", "''", StringComparison.Ordinal)}/part-{number:D5}.parquet'");

            Assert.Equal([1, 2, 3], Dataset.Open(folder.FullName).Sql("select x from runs").Column<int>("x"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
    [InlineData("select i, case when i > 3000 then error('too late') end from range(5000) r(i)", "too late")]
    [InlineData("select ?::integer", "parameters")]
    public void Sql_NotUnderstood_SaysSoInDuckDBsWords(string query, string expected)
    {
        var message = Assert.Throws<SimulationException>(() => _dataset.Sql(query)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.EndsWith("\nThe query was: " + query, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select 1; select 2", 2)]
    [InlineData("-- nothing", 0)]
    public void Sql_NotOneStatement_IsRefused(string query, int count) =>
        Assert.Equal($"Ask one statement at a time: there are {count}.\nThe query was: {query}", Assert.Throws<SimulationException>(() => _dataset.Sql(query)).Message);

    [Fact]
    public void Column_InAnotherType_IsConvertedWhereItHoldsTheValue()
    {
        var table = _dataset.Sql("select 7 i, 8::bigint l, 9.0::decimal(3, 1) d, 9223372036854775808::hugeint h, [1, 2] n, [1.5, null]::double[] m");
        Assert.Equal([7m], table.Column<decimal>("i"));
        Assert.Equal([(BigInteger)8], table.Column<BigInteger>("l"));
        Assert.Equal([9.0], table.Column<double>("d"));
        Assert.Equal([9L], table.Column<long>("d"));
        Assert.Equal([9223372036854775808.0], table.Column<double>("h"));
        Assert.Equal([1.0, 2.0], table.Column<double[]>("n")[0]);
        Assert.Equal([1L, 2L], table.Column<long?[]>("n")[0]);
        Assert.Equal("Column 'm' of the query holds nothing in some rows or elements: read it as Double?, or filter them out.", Assert.Throws<SimulationException>(() => table.Column<double[]>("m")).Message);
        Assert.Equal("Column 'h' of the query holds BigInteger but Int64 was asked for.", Assert.Throws<SimulationException>(() => table.Column<long>("h")).Message);
    }

    [Fact]
    public void Column_MissingWrongOrEmpty_IsAnErrorForItsReader()
    {
        var table = _dataset.Sql("select 1 as one, null::double as none, 'x' as word");
        Assert.Equal("The query has no column 'two': it has one, none, word.", Assert.Throws<SimulationException>(() => table.Column<int>("two")).Message);
        Assert.Equal("Column 'none' of the query holds nothing in some rows or elements: read it as Double?, or filter them out.", Assert.Throws<SimulationException>(() => table.Column<double>("none")).Message);
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

    public record struct Place
    {
        public double X { get; set; }
    }

    public sealed record Pace
    {
        public double A { get; init; }
    }

    public sealed record PreyRow(int Run, int Timestep, double PreyBirth, double Prey);
}
