#!/usr/bin/env bash
# System.CommandLine 3.0.0: an option of type double, given a decimal comma.
#
# The culture is the invariant one, in which the decimal sign is the point.
# Expected: 1,5 and 0,5 are refused with a message, as 1,5 is for an option of type int.
# Seen: 15 and 5 without a word, since commas are taken for separators of thousands wherever they stand. Give such options a
# CustomParser that allows no separators.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --name Comma --output . > /dev/null
dotnet add package System.CommandLine --version 3.0.0 > /dev/null
cat > Program.cs <<'CODE'
using System.CommandLine;
using System.Globalization;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var seconds = new Option<double>("--seconds");
var count = new Option<int>("--count");
var root = new RootCommand { seconds, count };
string Read<T>(Option<T> option, string text) =>
    root.Parse([option.Name, text]) is { Errors.Count: 0 } parsed ? $"{parsed.GetValue(option)}" : "refused";
Console.WriteLine($"1.5 {Read(seconds, "1.5")}, 1,5 {Read(seconds, "1,5")}, 0,5 {Read(seconds, "0,5")}, int 1,5 {Read(count, "1,5")}");
CODE
seen=$(dotnet run -c Release)
echo "System.CommandLine 3.0.0: $seen"
if [ "$seen" != "1.5 1.5, 1,5 15, 0,5 5, int 1,5 refused" ]; then
    echo "This has changed: look at the library's notes, and correct or delete this finding." >&2
    exit 1
fi
