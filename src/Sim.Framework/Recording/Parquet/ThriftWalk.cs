namespace Sim.Framework.Recording.Parquet;

/// <summary>One way over a struct as Thrift's compact protocol lays it out: the footer of a file, or the header of a page.</summary>
/// <remarks>Source: the Thrift compact protocol, and parquet.thrift of apache/parquet-format.</remarks>
ref struct ThriftWalk(Span<byte> bytes)
{
    const int Stop = 0, True = 1, False = 2, Byte = 3, Int16 = 4, Int32 = 5, Int64 = 6, Double = 7, Binary = 8, List = 9, Set = 10, Struct = 12;

    /// <summary>The largest step from one field's number to the next that fits into its first byte; the largest length of a list likewise.</summary>
    const int Longest = 15;

    /// <summary>Structs and lists within each other; those of Parquet go less deep.</summary>
    const int Deepest = 20;

    // Fields of a page header.
    const int SizeField = 3, ChecksumField = 4;

    readonly Span<byte> _bytes = bytes;
    int[] _path = [];
    Func<bool>? _hides;

    /// <summary>How far it came.</summary>
    public int Place { get; private set; }

    /// <summary>The bytes of the page after a page header.</summary>
    public int PageSize { get; private set; }

    /// <summary>The CRC-32 of the page after a page header; null when it states none.</summary>
    public uint? PageChecksum { get; private set; }

    /// <summary>Goes over the struct, and gives all fields of some struct within it numbers that no reader knows.</summary>
    /// <param name="path">The numbers of the fields that lead to that struct.</param>
    /// <param name="hides">Whether to, asked each time that one is met.</param>
    /// <exception cref="IndexOutOfRangeException">The struct does not end.</exception>
    /// <exception cref="InvalidDataException">It is no struct.</exception>
    public void Over(int[] path, Func<bool> hides)
    {
        (_path, _hides) = (path, hides);
        OverStruct(passed: 0, depth: 0);
    }

    /// <param name="passed">How many fields of the path led here; -1 off the way.</param>
    /// <param name="depth">What it lies in.</param>
    void OverStruct(int passed, int depth)
    {
        if (depth > Deepest)
            throw new InvalidDataException("Its structs lie too deep in each other.");
        var isHidden = passed == _path.Length && _hides!();
        var number = 0;
        for (var at = Place++; _bytes[at] != Stop; at = Place++)
        {
            var (step, type) = (_bytes[at] >> 4, _bytes[at] & 15);
            // Each number counts from the one before.
            if (isHidden && number == 0)
                _bytes[at] = (byte)((Longest << 4) | type);
            number = step == 0 ? unchecked((int)ZigZag()) : number + step;
            var isNext = passed >= 0 && passed < _path.Length && _path[passed] == number;
            if (depth == 0 && type == Int32 && number == SizeField)
                PageSize = unchecked((int)ZigZag());
            else if (depth == 0 && type == Int32 && number == ChecksumField)
                PageChecksum = unchecked((uint)ZigZag());
            else
                OverValue(type, isNext ? passed + 1 : -1, depth);
        }
    }

    void OverValue(int type, int passed, int depth)
    {
        switch (type)
        {
            case True or False:
                break;
            case Byte:
                Place++;
                break;
            case Int16 or Int32 or Int64:
                Varint();
                break;
            case Double:
                Place += sizeof(double);
                break;
            case Binary:
                var length = Length();
                Place += length;
                break;
            case List or Set:
                OverList(passed, depth + 1);
                break;
            case Struct:
                OverStruct(passed, depth + 1);
                break;
            default:
                throw new InvalidDataException($"A field has type {type}, which is none.");
        }
    }

    void OverList(int passed, int depth)
    {
        var (count, type) = (_bytes[Place] >> 4, _bytes[Place++] & 15);
        count = count == Longest ? Length() : count;
        for (var element = 0; element < count; element++)
        {
            // A flag takes no byte as a field, and one as an element.
            OverValue(type is True or False ? Byte : type, passed, depth);
        }
    }

    int Length() => Varint() is var length && length <= (ulong)(_bytes.Length - Place) ? (int)length : throw new InvalidDataException("A length is greater than what is left.");

    long ZigZag() => Varint() is var coded ? unchecked((long)(coded >> 1) ^ -(long)(coded & 1)) : 0;

    ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = _bytes[Place++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
