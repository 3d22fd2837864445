using System.Diagnostics;
using System.Globalization;
using Sim.Analysis;
using Sim.Framework;

namespace Sim.Benchmarks;

/// <summary>What a notebook waits for: grouping ten million rows, with quantiles, by SQL.</summary>
static class SqlQueries
{
    const int Rounds = 7;

    public static async Task Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("sim-sql-").FullName;
        try
        {
            await Experiments.PredatorPreyExperiment.Create().Timesteps(999).Runs(10_000_000 / 6 / 1_000).WriteAsync(folder, WriteMode.Overwrite);
            var dataset = Dataset.Open(folder);
            Measure("count", "select count(*) n from trajectories");
            Measure("mean and 90 % band by subset and hundredth timestep", "select prey_birth, predator_death, timestep // 100 t, avg(prey) m, quantile_cont(prey, [0.05, 0.5, 0.95]) q from trajectories group by all order by all");
            Measure("median by subset", "select subset, median(prey) m from trajectories group by subset order by subset");

            void Measure(string name, string query)
            {
                var seconds = Enumerable.Range(0, Rounds).Select(_ =>
                {
                    var clock = Stopwatch.StartNew();
                    dataset.Sql(query);
                    return clock.Elapsed.TotalSeconds;
                }).ToList();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-55} first {seconds[0] * 1e3,6:F0} ms, median {seconds.Order().ElementAt(Rounds / 2) * 1e3,6:F0} ms, best {seconds.Min() * 1e3,6:F0} ms"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
