using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Sim.Framework;

namespace Sim.Analysis.Sql;

/// <summary>Turns the values of a column of a result into objects: numbers, texts, flags, times and lists of them.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="Storage">How a decimal number is stored.</param>
/// <param name="Scale">The decimal places of a decimal number.</param>
/// <param name="Element">The elements of a list.</param>
sealed record ColumnDecoder(string Name, DuckType Type, DuckType Storage = default, int Scale = 0, ColumnDecoder? Element = null)
{
    /// <summary>2 to the 64.</summary>
    const double Upper = 18446744073709551616.0;

    const long LargestExact = 1L << 53;

    const int LargestExactPower = 22;

    const int InlinedText = 12;

    /// <summary>The decoder of a column.</summary>
    /// <exception cref="SimulationException">Values of its type have no counterpart; the message gives the cast to write.</exception>
    public static ColumnDecoder Of(string name, nint type)
    {
        var id = DuckDB.TypeId(type);
        switch (id)
        {
            case DuckType.Decimal:
                return new ColumnDecoder(name, id, DuckDB.DecimalStorage(type), DuckDB.DecimalScale(type));
            case DuckType.List:
                var child = DuckDB.ListChildType(type);
                try
                {
                    return new ColumnDecoder(name, id, Element: Of(name, child));
                }
                finally
                {
                    DuckDB.DestroyLogicalType(ref child);
                }

            default:
                return Enum.IsDefined(id)
                    ? new ColumnDecoder(name, id)
                    : throw new SimulationException($"Column '{name}' of the query has a type of DuckDB (number {(int)id}) that has no counterpart here: write {name}::VARCHAR or {name}::DOUBLE.");
        }
    }

    /// <summary>The type of the values in C#.</summary>
    public Type ValueType => Type switch
    {
        DuckType.Boolean => typeof(bool),
        DuckType.Int8 or DuckType.Int16 or DuckType.Int32 or DuckType.UInt8 or DuckType.UInt16 => typeof(int),
        DuckType.Int64 or DuckType.UInt32 => typeof(long),
        DuckType.Timestamp => typeof(DateTime),
        DuckType.Date => typeof(DateOnly),
        DuckType.Varchar => typeof(string),
        DuckType.List => Element!.ValueType.MakeArrayType(),
        _ => typeof(double),
    };

    /// <summary>The values of a vector, null where there is none.</summary>
    public void Decode(nint vector, int first, int count, Action<object?> add)
    {
        var (data, validity) = (DuckDB.VectorData(vector), DuckDB.VectorValidity(vector));
        for (var row = first; row < first + count; row++)
            add(IsValid(validity, row) ? Value(vector, data, row) : null);
    }

    object Value(nint vector, nint data, int row) => Type switch
    {
        DuckType.Boolean => At<byte>(data, row) != 0,
        DuckType.Int8 => (int)At<sbyte>(data, row),
        DuckType.Int16 => (int)At<short>(data, row),
        DuckType.Int32 => At<int>(data, row),
        DuckType.UInt8 => (int)At<byte>(data, row),
        DuckType.UInt16 => (int)At<ushort>(data, row),
        DuckType.UInt32 => (long)At<uint>(data, row),
        DuckType.Int64 => At<long>(data, row),
        DuckType.UInt64 => (double)At<ulong>(data, row),
        DuckType.Single => (double)At<float>(data, row),
        DuckType.Double => At<double>(data, row),
        DuckType.Timestamp => DateTime.UnixEpoch.AddTicks(At<long>(data, row) * TimeSpan.TicksPerMicrosecond),
        DuckType.Date => DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + At<int>(data, row)),
        DuckType.HugeInt => (double)Huge(data, row),
        DuckType.UHugeInt => (At<ulong>(data, (2 * row) + 1) * Upper) + At<ulong>(data, 2 * row),
        DuckType.Decimal => Scaled(Unscaled(data, row)),
        DuckType.Varchar => Text(data, row),
        _ => List(vector, data, row),
    };

    Int128 Unscaled(nint data, int row) => Storage switch
    {
        DuckType.Int16 => At<short>(data, row),
        DuckType.Int32 => At<int>(data, row),
        DuckType.Int64 => At<long>(data, row),
        _ => Huge(data, row),
    };

    // A division of two exact numbers rounds once; beyond them the text does.
    double Scaled(Int128 unscaled) => Int128.Abs(unscaled) <= LargestExact && Scale <= LargestExactPower
        ? (double)unscaled / Math.Pow(10, Scale)
        : double.Parse(string.Create(CultureInfo.InvariantCulture, $"{unscaled}E-{Scale}"), CultureInfo.InvariantCulture);

    // Two words, the lower first.
    static Int128 Huge(nint data, int row) => new(At<ulong>(data, (2 * row) + 1), At<ulong>(data, 2 * row));

    // Sixteen bytes: the length, then the text itself when it is short, or its beginning and where it lies.
    static unsafe string Text(nint data, int row)
    {
        var entry = (byte*)data + (16L * row);
        var length = *(int*)entry;
        return Encoding.UTF8.GetString(length <= InlinedText ? entry + 4 : *(byte**)(entry + 8), length);
    }

    Array List(nint vector, nint data, int row)
    {
        var (offset, length) = ((int)At<ulong>(data, 2 * row), (int)At<ulong>(data, (2 * row) + 1));
        var list = Array.CreateInstance(Element!.ValueType, length);
        var place = 0;
        Element.Decode(DuckDB.ListChild(vector), offset, length, value =>
        {
            if (value is null && list is double[] numbers)
                numbers[place++] = double.NaN;
            else
                list.SetValue(value ?? throw new SimulationException($"Column '{Name}' of the query has lists with nothing in them: filter it out."), place++);
        });
        return list;
    }

    static unsafe T At<T>(nint data, int place)
        where T : unmanaged => Unsafe.ReadUnaligned<T>((T*)data + place);

    static unsafe bool IsValid(nint validity, int row) => validity == 0 || (((ulong*)validity)[row >> 6] >> (row & 63) & 1) != 0;
}
