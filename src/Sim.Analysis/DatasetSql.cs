using Sim.Framework;
using Sim.Analysis.Sql;

namespace Sim.Analysis;

/// <summary>SQL over a dataset, by DuckDB.</summary>
public static class DatasetSql
{
    /// <summary>Asks a question in DuckDB's SQL. There are views <c>trajectories</c>, <c>runs</c> and, when runs failed, <c>failures</c>.</summary>
    /// <remarks>
    /// The parts that are complete are read, and nothing is ever written. Integers come as int or long, whole sums and decimals as double, lists as arrays.
    /// DuckDB's library comes with <c>notebooks/setup</c>.
    /// </remarks>
    /// <param name="dataset">The dataset.</param>
    /// <param name="query">One statement, such as <c>select subset, avg(prey) from trajectories group by subset order by subset</c>.</param>
    /// <exception cref="SimulationException">DuckDB is not installed, or it does not understand the query; the message is DuckDB's own.</exception>
    public static SqlTable Sql(this Dataset dataset, string query)
    {
        using var session = new DuckSession();
        foreach (var table in new[] { "trajectories", "runs", "failures" })
        {
            if (Directory.Exists(Path.Combine(dataset.Directory, table)) && Directory.EnumerateFiles(Path.Combine(dataset.Directory, table), "part-*.parquet").Any())
                session.Ask($"create view {table} as select * from read_parquet('{Escaped(Path.GetFullPath(dataset.Directory))}/{table}/part-*.parquet')");
        }

        return session.Ask(query);
    }

    // Quotes end a text; brackets, stars and question marks are patterns of file names.
    static string Escaped(string path) => string.Concat(path.Replace('\\', '/').Select(letter => letter switch
    {
        '\'' => "''",
        '[' or '*' or '?' => $"[{letter}]",
        _ => letter.ToString(),
    }));
}
