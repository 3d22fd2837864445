#!/usr/bin/env bash
# Microsoft.Data.Analysis 0.23.1: the mean of a group in which a value is missing, and rows whose key is missing.
#
# Group a holds 1 and a null, group b holds 4, and one row has no key.
# Expected: a 1, as the mean of a whole column leaves nulls out; b 4; and the row without a key somewhere.
# Seen: a 0.5, for the null counts as 0; b 4; and the row without a key is gone. Nothing is said.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --name Mean --output . > /dev/null
dotnet add package Microsoft.Data.Analysis --version 0.23.1 > /dev/null
cat > Program.cs <<'CODE'
using System.Globalization;
using Microsoft.Data.Analysis;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var frame = new DataFrame(
    new StringDataFrameColumn("key", new[] { "a", "a", "b", null }),
    new DoubleDataFrameColumn("x", new double?[] { 1, null, 4, 7 }));
var means = frame.GroupBy("key").Mean("x");
var rows = Enumerable.Range(0, (int)means.Rows.Count).Select(row => $"{means["key"][row]} {means["x"][row]}");
Console.WriteLine($"{string.Join(", ", rows)}; whole column {frame["x"].Mean()}");
CODE
seen=$(dotnet run -c Release)
echo "Microsoft.Data.Analysis 0.23.1, means: $seen"
if [ "$seen" != "a 0.5, b 4; whole column 4" ]; then
    echo "This has changed: look at the library's notes, and correct or delete this finding." >&2
    exit 1
fi
