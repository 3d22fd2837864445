#!/usr/bin/env bash
# DuckDB.NET 1.5.6.1: GetValue of a list in which an element is null.
#
# Expected: a list of three elements, the second of them null.
# Seen: an InvalidCastException, for the list is one of double, not of double?; lists of texts come with their nulls. Whether a query can be read
# so depends on its rows. GetFieldValue<List<double?>> reads the same list, and so does ExecuteArrowStream.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --name Lists --output . > /dev/null
dotnet add package DuckDB.NET.Data.Full --version 1.5.6.1 > /dev/null
cat > Program.cs <<'CODE'
using System.Globalization;
using DuckDB.NET.Data;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var connection = new DuckDBConnection("Data Source=:memory:");
connection.Open();
using var command = connection.CreateCommand();
command.CommandText = "SELECT [1.5, NULL, 3]::DOUBLE[]";
using var reader = command.ExecuteReader();
reader.Read();
string untyped;
try
{
    untyped = reader.GetValue(0).ToString()!;
}
catch (InvalidCastException exception)
{
    untyped = exception.GetType().Name;
}

Console.WriteLine($"GetValue {untyped}, typed {string.Join(' ', reader.GetFieldValue<List<double?>>(0).Select(value => value?.ToString() ?? "null"))}");
CODE
seen=$(dotnet run -c Release)
echo "DuckDB.NET 1.5.6.1: $seen"
if [ "$seen" != "GetValue InvalidCastException, typed 1.5 null 3" ]; then
    echo "This has changed: look at the library's notes, and correct or delete this finding." >&2
    exit 1
fi
