using Sim.Analysis.Sql;
using Sim.Framework;

namespace Sim.Analysis;

/// <summary>SQL over a dataset, by DuckDB.</summary>
public static class DatasetSql
{
    /// <summary>Asks a question in DuckDB's SQL. There are views <c>trajectories</c>, <c>runs</c> and, when runs failed, <c>failures</c>.</summary>
    /// <remarks>
    /// The parts that are complete are read, and nothing is ever written. Columns are what the files hold: a folder called <c>a=9</c> above them makes none.
    /// Numbers come exactly: whole ones as int, as long when their type is wider, and as BigInteger where a column has a value beyond long; decimals as decimal; everything else that is a number as double.
    /// Lists come as arrays, whose elements are nullable where an element of the column is null.
    /// </remarks>
    /// <param name="dataset">The dataset.</param>
    /// <param name="query">One statement, such as <c>select subset, avg(prey) from trajectories group by subset order by subset</c>.</param>
    /// <exception cref="SimulationException">DuckDB does not understand the query (the message is DuckDB's own), or a column has no counterpart in C# (the message gives the cast to write).</exception>
    public static SqlTable Sql(this Dataset dataset, string query)
    {
        using var session = new DuckSession(dataset);
        return session.Ask(query);
    }
}
