#!/usr/bin/env bash
# Microsoft.Data.Analysis 0.23.1: a data frame from an Arrow record batch with flags.
#
# Arrow keeps eight flags in a byte. The batch holds true, false, false, true.
# Expected: true, false, false, true.
# Seen: true, false, false, false, since each flag is read from a byte of its own. Numbers and texts of the same batch are right.
# Make such columns by BooleanDataFrameColumn's constructor.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --name Flags --output . > /dev/null
dotnet add package Microsoft.Data.Analysis --version 0.23.1 > /dev/null
dotnet add package Apache.Arrow --version 23.0.0 > /dev/null
cat > Program.cs <<'CODE'
using Apache.Arrow;
using Apache.Arrow.Types;
using Microsoft.Data.Analysis;

var flags = new BooleanArray.Builder().Append(true).Append(false).Append(false).Append(true).Build();
var schema = new Schema([new Field("flag", BooleanType.Default, nullable: true)], null);
var frame = DataFrame.FromArrowRecordBatch(new RecordBatch(schema, [flags], flags.Length));
Console.WriteLine($"{string.Join(' ', Enumerable.Range(0, 4).Select(row => flags.GetValue(row)))} became {string.Join(' ', Enumerable.Range(0, 4).Select(row => frame["flag"][row]))}");
CODE
seen=$(dotnet run -c Release)
echo "Microsoft.Data.Analysis 0.23.1: $seen"
if [ "$seen" != "True False False True became True False False False" ]; then
    echo "This has changed: look at the library's notes, and correct or delete this finding." >&2
    exit 1
fi
