#!/usr/bin/env bash
# DuckDB 1.5.6 (DuckDB.NET 1.5.6.1): a Parquet file with a column a, below a folder called a=9.
#
# Expected: the values in the file, 1 and 2; the query names a file, and says nothing of partitions.
# Seen: 9 and 9. The folder's name takes the place of the column, and nothing is said; so does it with a pattern of files.
# Write read_parquet('…', hive_partitioning = false).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --name Hive --output . > /dev/null
dotnet add package DuckDB.NET.Data.Full --version 1.5.6.1 > /dev/null
cat > Program.cs <<'CODE'
using DuckDB.NET.Data;

using var connection = new DuckDBConnection("Data Source=:memory:");
connection.Open();
Directory.CreateDirectory("a=9");
Ask("COPY (SELECT unnest([1, 2]) AS a) TO 'a=9/part.parquet'");
Console.WriteLine($"one file {Ask("FROM 'a=9/part.parquet'")}; a pattern {Ask("FROM 'a=9/*.parquet'")}; told so {Ask("FROM read_parquet('a=9/*.parquet', hive_partitioning = false)")}");

string Ask(string query)
{
    using var command = connection.CreateCommand();
    command.CommandText = query;
    using var reader = command.ExecuteReader();
    var values = new List<object>();
    while (reader.Read())
        values.Add(reader.GetValue(0));
    return string.Join(' ', values);
}
CODE
seen=$(dotnet run -c Release)
echo "DuckDB 1.5.6: $seen"
if [ "$seen" != "one file 9 9; a pattern 9 9; told so 1 2" ]; then
    echo "This has changed: look at DuckDB's notes, and correct or delete this finding." >&2
    exit 1
fi
