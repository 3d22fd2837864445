using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Analysis;
using Sim.Analysis;
using Sim.Framework;

namespace Sim.Benchmarks;

/// <summary>A million rows of four columns as a data frame: by Arrow, as ToDataFrame makes it, and by the constructors of the columns.</summary>
static class DataFrames
{
    const int Rounds = 7;

    const string Query = "select i::integer a, i * 0.5::double b, i * 2.0::double c, i::bigint d from range(1000000) r(i)";

    public static async Task Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("sim-frames-").FullName;
        try
        {
            await Experiments.PredatorPreyExperiment.Create().Timesteps(1).Runs(1).WriteAsync(folder, WriteMode.Overwrite);
            var table = Dataset.Open(folder).Sql(Query);
            var (a, b, c, d) = (table.Column<int>("a"), table.Column<double>("b"), table.Column<double>("c"), table.Column<long>("d"));
            Measure("by Arrow", () => table.ToDataFrame());
            Measure("by constructors", () => new DataFrame(new Int32DataFrameColumn("a", a), new DoubleDataFrameColumn("b", b), new DoubleDataFrameColumn("c", c), new Int64DataFrameColumn("d", d)));
            Measure("query and frame", () => Dataset.Open(folder).Sql(Query).ToDataFrame());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Measure(string name, Func<DataFrame> make)
        {
            var allocated = 0L;
            var seconds = Enumerable.Range(0, Rounds).Select(_ =>
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                var clock = Stopwatch.StartNew();
                make();
                var elapsed = clock.Elapsed.TotalSeconds;
                allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
                return elapsed;
            }).Order().ToList();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} median {seconds[Rounds / 2] * 1e3,8:F2} ms, best {seconds[0] * 1e3,8:F2} ms, {allocated / 1e6,6:F2} MB allocated"));
        }
    }
}
