using System.Text;

namespace Sim.Parquet.Format;

/// <summary>Writes structs in the Thrift compact protocol.</summary>
/// <remarks>Source: apache/thrift doc/specs/thrift-compact-protocol.md.</remarks>
sealed class ThriftWriter(ByteBuffer target)
{
    readonly Stack<int> _outer = new();
    int _last;

    public void Bool(int field, bool value) => Field(field, value ? ThriftType.True : ThriftType.False);

    public void Int16(int field, short value)
    {
        Field(field, ThriftType.Int16);
        target.WriteZigzag(value);
    }

    public void Int32(int field, int value)
    {
        Field(field, ThriftType.Int32);
        target.WriteZigzag(value);
    }

    public void Int64(int field, long value)
    {
        Field(field, ThriftType.Int64);
        target.WriteZigzag(value);
    }

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Field(field, ThriftType.Binary);
        target.WriteVarint((ulong)value.Length);
        target.Write(value);
    }

    public void Text(int field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    public void BeginStruct(int field)
    {
        Field(field, ThriftType.Struct);
        Enter();
    }

    /// <summary>Begins a struct that is an element of a list.</summary>
    public void BeginElement() => Enter();

    /// <summary>Ends a struct, or the outermost one.</summary>
    public void EndStruct()
    {
        target.WriteByte((byte)ThriftType.Stop);
        _last = _outer.Count > 0 ? _outer.Pop() : 0;
    }

    public void BeginList(int field, ThriftType element, int count)
    {
        Field(field, ThriftType.List);
        if (count < 15)
        {
            target.WriteByte((byte)((count << 4) | (int)element));
            return;
        }

        target.WriteByte((byte)(0xF0 | (int)element));
        target.WriteVarint((ulong)count);
    }

    public void Int32Element(int value) => target.WriteZigzag(value);

    public void TextElement(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        target.WriteVarint((ulong)bytes.Length);
        target.Write(bytes);
    }

    void Enter()
    {
        _outer.Push(_last);
        _last = 0;
    }

    void Field(int field, ThriftType type)
    {
        int delta = field - _last;
        if (delta is > 0 and <= 15)
        {
            target.WriteByte((byte)((delta << 4) | (int)type));
        }
        else
        {
            target.WriteByte((byte)type);
            target.WriteZigzag(field);
        }

        _last = field;
    }
}
