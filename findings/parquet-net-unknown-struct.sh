#!/usr/bin/env bash
# Parquet.Net 6.1.0: a footer with a field that it does not know.
#
# The footer of a Parquet file is a Thrift struct, to which newer writers may add fields: a reader passes over those that it does not know.
# Expected: the file is read as before, whatever the type of the unknown field.
# Seen: a number is passed over; of a struct only the headers of its fields are, so what follows is read wrongly and opening the file
# fails. DuckDB.NET 1.5.6.1 reads both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --name Unknown --output . > /dev/null
dotnet add package Parquet.Net --version 6.1.0 > /dev/null
dotnet add package DuckDB.NET.Data.Full --version 1.5.6.1 > /dev/null
cat > Program.cs <<'CODE'
using System.Buffers.Binary;
using DuckDB.NET.Data;
using Parquet;
using Parquet.Schema;

var value = new DataField<int>("value");
using var memory = new MemoryStream();
await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(value), memory))
{
    using var group = writer.CreateRowGroup();
    await group.WriteAsync<int>(value, new[] { 1, 2, 3 });
}

// Field 100 before all others: the number 5, or a struct whose only field is the number 0.
Console.WriteLine($"number: {await Seen([0x05, 0xC8, 0x01, 0x0A])}; struct: {await Seen([0x0C, 0xC8, 0x01, 0x15, 0x00, 0x00])}");

async Task<string> Seen(byte[] field)
{
    byte[] plain = memory.ToArray();
    int length = BinaryPrimitives.ReadInt32LittleEndian(plain.AsSpan(plain.Length - 8)), start = plain.Length - 8 - length;
    // The number of the first field, 1, counts from the one before no longer: it is written out.
    byte[] file = [.. plain[..start], .. field, (byte)(plain[start] & 15), 2, .. plain[(start + 1)..]];
    BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(file.Length - 8), length + field.Length + 1);
    await File.WriteAllBytesAsync("unknown.parquet", file);
    using var connection = new DuckDBConnection("DataSource=:memory:");
    connection.Open();
    using var command = connection.CreateCommand();
    command.CommandText = "SELECT sum(value)::INT FROM read_parquet('unknown.parquet')";
    var duckDB = (int)command.ExecuteScalar()!;
    try
    {
        await using var reader = await ParquetReader.CreateAsync("unknown.parquet");
        var values = new int[3];
        await reader.RowGroups[0].ReadAsync<int>(reader.Schema.DataFields[0], values.AsMemory());
        return $"DuckDB {duckDB}, Parquet.Net {values.Sum()}";
    }
    catch (Exception error)
    {
        return $"DuckDB {duckDB}, Parquet.Net {error.GetType().Name}";
    }
}
CODE
seen=$(dotnet run -c Release)
echo "Sum of 1, 2 and 3 with an unknown field: $seen"
if [ "$seen" != "number: DuckDB 6, Parquet.Net 6; struct: DuckDB 6, Parquet.Net ArgumentOutOfRangeException" ]; then
    echo "This has changed: look at the library's notes, and correct or delete this finding." >&2
    exit 1
fi
