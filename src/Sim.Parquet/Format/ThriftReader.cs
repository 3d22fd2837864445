namespace Sim.Parquet.Format;

/// <summary>Reads structs in the Thrift compact protocol; every length is checked against the bytes that are left.</summary>
/// <remarks>Source: apache/thrift doc/specs/thrift-compact-protocol.md.</remarks>
ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    const int DeepestNesting = 32;

    readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads a field header; false at the end of the struct. The field is the one before in this struct, at first 0.</summary>
    public bool NextField(ref int field, out ThriftType type)
    {
        byte header = Byte();
        type = (ThriftType)(header & 0x0F);
        if (header == 0)
            return false;
        if (type == ThriftType.Stop || type > ThriftType.Uuid)
            throw new ParquetException($"The Thrift data has a field of unknown type {header & 0x0F}: it is damaged.");
        int delta = header >> 4;
        field = delta != 0 ? field + delta : (short)Math.Clamp(Zigzag(), short.MinValue, short.MaxValue);
        return true;
    }

    public static bool Bool(ThriftType type) => type switch
    {
        ThriftType.True => true,
        ThriftType.False => false,
        _ => throw Unexpected(type, ThriftType.True),
    };

    public int Int32(ThriftType type)
    {
        Expect(type, ThriftType.Int32);
        return Int32Element();
    }

    public int Int32Element()
    {
        long value = Zigzag();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new ParquetException($"The Thrift data has {value} where 32 bits were expected: it is damaged.");
    }

    public long Int64(ThriftType type)
    {
        Expect(type, ThriftType.Int64);
        return Zigzag();
    }

    public ReadOnlySpan<byte> Binary(ThriftType type)
    {
        Expect(type, ThriftType.Binary);
        return BinaryElement();
    }

    public ReadOnlySpan<byte> BinaryElement() => Take(Varint());

    public string Text(ThriftType type) => Utf8.Decode(Binary(type));

    public string TextElement() => Utf8.Decode(BinaryElement());

    /// <summary>Reads a list header and gives the number of elements, each of which takes at least a byte.</summary>
    public int List(ThriftType type, ThriftType element)
    {
        Expect(type, ThriftType.List);
        int count = ListHeader(out var found);
        if (count > 0)
            Expect(found, element);
        return count;
    }

    public static void Expect(ThriftType found, ThriftType expected)
    {
        if (found != expected)
            throw Unexpected(found, expected);
    }

    /// <summary>Passes over a field that is not used.</summary>
    public void Skip(ThriftType type) => Skip(type, 0);

    void Skip(ThriftType type, int depth)
    {
        if (depth > DeepestNesting)
            throw new ParquetException($"The Thrift data nests deeper than {DeepestNesting} levels: it is damaged.");
        switch (type)
        {
            case ThriftType.True or ThriftType.False: break;
            case ThriftType.Byte: Byte(); break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64: Varint(); break;
            case ThriftType.Double: Take(8); break;
            case ThriftType.Uuid: Take(16); break;
            case ThriftType.Binary: BinaryElement(); break;
            case ThriftType.List or ThriftType.Set: SkipList(depth); break;
            case ThriftType.Map: SkipMap(depth); break;
            case ThriftType.Struct: SkipStruct(depth); break;
            default: throw Unexpected(type, ThriftType.Struct);
        }
    }

    void SkipStruct(int depth)
    {
        int field = 0;
        while (NextField(ref field, out var type))
            Skip(type, depth + 1);
    }

    void SkipList(int depth)
    {
        int count = ListHeader(out var element);
        for (int index = 0; index < count; index++)
            SkipElement(element, depth);
    }

    void SkipMap(int depth)
    {
        int count = Count(Varint());
        if (count == 0)
            return;
        byte types = Byte();
        for (int index = 0; index < count; index++)
        {
            SkipElement((ThriftType)(types >> 4), depth);
            SkipElement((ThriftType)(types & 0x0F), depth);
        }
    }

    void SkipElement(ThriftType type, int depth)
    {
        // Inside a list a boolean takes a byte of its own.
        if (type is ThriftType.True or ThriftType.False)
            Byte();
        else
            Skip(type, depth + 1);
    }

    int ListHeader(out ThriftType element)
    {
        byte header = Byte();
        element = (ThriftType)(header & 0x0F);
        return Count(header >> 4 == 15 ? Varint() : (ulong)(header >> 4));
    }

    readonly int Count(ulong count) => count <= (ulong)(_bytes.Length - Position)
        ? (int)count
        : throw new ParquetException($"The Thrift data announces {count} elements in {_bytes.Length - Position} bytes: it is damaged.");

    byte Byte() => Take(1)[0];

    long Zigzag()
    {
        int position = Position;
        long value = Encodings.Varint.ReadZigzag(_bytes, ref position);
        Position = position;
        return value;
    }

    ulong Varint()
    {
        int position = Position;
        ulong value = Encodings.Varint.Read(_bytes, ref position);
        Position = position;
        return value;
    }

    ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - Position))
            throw new ParquetException($"The Thrift data ends {count} bytes before it should, at byte {Position}: it is cut off or damaged.");
        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    static ParquetException Unexpected(ThriftType found, ThriftType expected) =>
        new($"The Thrift data has a field of type {found} where {expected} was expected: it is damaged.");
}
