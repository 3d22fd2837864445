#!/usr/bin/env bash
# YamlDotNet 18.1.0: a number with a leading zero.
#
# YAML 1.1 takes 010 for eight, YAML 1.2 for ten.
# Expected: one of the two, whatever type the number is read into.
# Seen: 8 as int and long, 10 as double and decimal, so a setting changes its value when the type of its property does. Write no
# leading zeros, or read the text and parse it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --name Zero --output . > /dev/null
dotnet add package YamlDotNet --version 18.1.0 > /dev/null
cat > Program.cs <<'CODE'
using YamlDotNet.Serialization;

var reader = new DeserializerBuilder().Build();
Console.WriteLine($"int {reader.Deserialize<int>("010")}, long {reader.Deserialize<long>("010")}, double {reader.Deserialize<double>("010")}, decimal {reader.Deserialize<decimal>("010")}");
CODE
seen=$(dotnet run -c Release)
echo "YamlDotNet 18.1.0, 010: $seen"
if [ "$seen" != "int 8, long 8, double 10, decimal 10" ]; then
    echo "This has changed: look at the library's notes, and correct or delete this finding." >&2
    exit 1
fi
