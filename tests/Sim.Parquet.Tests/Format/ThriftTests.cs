using Sim.Parquet.Format;

namespace Sim.Parquet.Tests.Format;

public sealed class ThriftTests
{
    /// <summary>By hand from the specification of the compact protocol.</summary>
    [Fact]
    public void Write_EveryKindOfField_GivesBytesOfSpecification()
    {
        var buffer = new ByteBuffer();
        var writer = new ThriftWriter(buffer);
        writer.Int32(1, -1);
        writer.Int64(2, 150);
        writer.Bool(4, true);
        writer.Text(20, "ab");
        writer.BeginStruct(21);
        writer.Int16(1, 1);
        writer.EndStruct();
        writer.BeginList(22, ThriftType.Int32, 2);
        writer.Int32Element(3);
        writer.Int32Element(-3);
        writer.EndStruct();
        Assert.Equal(
            "15-01-16-AC-02-21-08-28-02-61-62-1C-14-02-00-19-25-06-05-00",
            BitConverter.ToString(buffer.Written.ToArray()));
    }

    [Fact]
    public void Write_ListOfFifteen_HasLongHeader()
    {
        var buffer = new ByteBuffer();
        new ThriftWriter(buffer).BeginList(1, ThriftType.Binary, 15);
        Assert.Equal("19-F8-0F", BitConverter.ToString(buffer.Written.ToArray()));
    }

    [Fact]
    public void NextField_AllTypesUnknown_AreSkipped()
    {
        // byte, double, map of i32 to binary, empty map, list of booleans, set of structs, uuid, then i32 8 = 7.
        byte[] bytes =
        [
            0x13, 0x05, 0x17, 1, 2, 3, 4, 5, 6, 7, 8, 0x1B, 0x01, 0x58, 0x02, 0x01, 0x61, 0x1B, 0x00, 0x19, 0x21, 0x01, 0x02,
            0x1A, 0x1C, 0x15, 0x02, 0x00, 0x1D, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x15, 0x0E, 0x00,
        ];
        var reader = new ThriftReader(bytes);
        int field = 0, found = 0;
        while (reader.NextField(ref field, out var type))
        {
            if (field == 8)
                found = reader.Int32(type);
            else
                reader.Skip(type);
        }

        Assert.Equal(7, found);
        Assert.Equal(bytes.Length, reader.Position);
    }

    [Theory]
    [InlineData(new byte[] { 0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }, "ends")]
    [InlineData(new byte[] { 0x19, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0x07 }, "elements")]
    [InlineData(new byte[] { 0x16, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, "more than")]
    [InlineData(new byte[] { 0x16, 0x80 }, "cut off")]
    [InlineData(new byte[] { 0x1F }, "unknown type")]
    public void Skip_DamagedField_IsRefused(byte[] bytes, string reason)
    {
        var error = Assert.Throws<ParquetException>(() =>
        {
            var reader = new ThriftReader(bytes);
            int field = 0;
            reader.NextField(ref field, out var type);
            reader.Skip(type);
        });
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void Skip_EndlessNesting_IsRefused()
    {
        byte[] bytes = Enumerable.Repeat((byte)0x1C, 10_000).ToArray();
        var error = Assert.Throws<ParquetException>(() => new ThriftReader(bytes).Skip(ThriftType.Struct));
        Assert.Contains("nests deeper", error.Message);
    }
}
