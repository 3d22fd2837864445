using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Types;
using Sim.Framework;
using Array = System.Array;

namespace Sim.Analysis.Sql;

/// <summary>A column of an answer as an Arrow array, and how its values become those of C#.</summary>
sealed class ArrowColumn
{
    /// <summary>Nanoseconds of a tick.</summary>
    const long Tick = 100;

    /// <summary>Decimal places of a decimal of C#, at the most.</summary>
    const int DecimalPlaces = 28;

    readonly string _name;
    readonly Field _field;
    readonly IArrowArray _array;

    ArrowColumn(string name, Field field, IArrowArray array) => (_name, _field, _array) = (name, field, array);

    /// <summary>The column that the arrays of all batches make up.</summary>
    /// <exception cref="SimulationException">Values of its type have no counterpart; the message gives the cast to write.</exception>
    public static SqlColumn Of(Field field, IEnumerable<IArrowArray> batches)
    {
        // The empty array is the column of an answer without rows; with it there are two to join, so that a copy is kept, never DuckDB's own memory. Of a lone list the items would be shared all the same.
        var empty = ArrowArrayFactory.BuildArray(new ArrowColumn(field.Name, field, null!).Empty(field.DataType));
        var joined = ArrowArrayConcatenator.Concatenate([empty, .. batches.Select(Plain)], ManagedMemory.Instance);
        var kept = joined.Data.Children is { Length: > 0 } ? ArrowArrayFactory.BuildArray(joined.Data.Clone(ManagedMemory.Instance)) : joined;
        return new ArrowColumn(field.Name, field, kept).Read();
    }

    SqlColumn Read() => (_array, Extension(_field)) switch
    {
        (BooleanArray all, _) => Made<bool>(row => all.GetValue(row)),
        (Int8Array all, "arrow.bool8") => Made<bool>(row => all.GetValue(row) is { } value ? value != 0 : null),
        (Int8Array all, _) => Made<int>(row => all.GetValue(row)),
        (Int16Array all, _) => Made<int>(row => all.GetValue(row)),
        (Int32Array all, _) => Made<int>(row => all.GetValue(row)),
        (Int64Array all, _) => Made<long>(row => all.GetValue(row)),
        (UInt8Array all, _) => Made<int>(row => all.GetValue(row)),
        (UInt16Array all, _) => Made<int>(row => all.GetValue(row)),
        (UInt32Array all, _) => Made<long>(row => all.GetValue(row)),
        (UInt64Array all, _) => Whole(row => all.GetValue(row)),
        (FixedSizeBinaryArray all, "hugeint") => Whole(row => all.IsNull(row) ? null : new BigInteger(all.GetBytes(row))),
        (FixedSizeBinaryArray all, "uhugeint") => Whole(row => all.IsNull(row) ? null : new BigInteger(all.GetBytes(row), isUnsigned: true)),
        (FixedSizeBinaryArray all, "arrow.uuid") => Made<Guid>(row => all.IsNull(row) ? null : new Guid(all.GetBytes(row), bigEndian: true)),
        (FloatArray all, _) => Made<double>(row => all.GetValue(row)),
        (DoubleArray all, _) => Made<double>(row => all.GetValue(row)),
        (Decimal128Array all, _) => Made<decimal>(row => InRange<decimal>(() => all.IsNull(row) ? null : Exact(new BigInteger(all.GetBytes(row)), ((Decimal128Type)_field.DataType).Scale))),
        (Date32Array all, _) => Made<DateOnly>(row => InRange(() => all.GetDateOnly(row))),
        (Time64Array all, _) => Made<TimeOnly>(row => InRange<TimeOnly>(() => all.GetValue(row) is { } time ? new TimeOnly(Ticks(time, ((Time64Type)_field.DataType).Unit)) : null)),
        (TimestampArray all, _) => Made<DateTime>(row => InRange<DateTime>(() => all.GetValue(row) is { } time ? Instant(time, (TimestampType)_field.DataType) : null)),
        (StringArray all, _) => new SqlColumn(_name, typeof(string), all, row => all.GetString(row)),
        (BinaryArray all, null) => new SqlColumn(_name, typeof(byte[]), all, row => all.IsNull(row) ? null : all.GetBytes(row).ToArray()),
        (ListArray all, _) => Lists(((ListType)_field.DataType).ValueField, all.Values, row => (all.ValueOffsets[row], all.GetValueLength(row))),
        (FixedSizeListArray all, _) when _field.DataType is FixedSizeListType type => Lists(type.ValueField, all.Values, row => (row * type.ListSize, type.ListSize)),
        _ => throw Refused(),
    };

    SqlColumn Made<T>(Func<int, T?> at)
        where T : struct => new(_name, typeof(T), _array, row => at(row));

    /// <summary>Whole numbers of any size: long where all of them fit.</summary>
    SqlColumn Whole(Func<int, BigInteger?> at) =>
        Enumerable.Range(0, _array.Length).All(row => at(row) is not { } value || (value >= long.MinValue && value <= long.MaxValue)) ? Made(row => (long?)at(row)) : Made(at);

    SqlColumn Lists(Field field, IArrowArray items, Func<int, (int Start, int Count)> placeOf)
    {
        var element = new ArrowColumn(_name, field, items).Read();
        var type = items.NullCount > 0 && element.Type.IsValueType ? typeof(Nullable<>).MakeGenericType(element.Type) : element.Type;
        return new SqlColumn(_name, type.MakeArrayType(), _array, row =>
        {
            if (_array.IsNull(row))
                return null;
            var (start, count) = placeOf(row);
            var list = Array.CreateInstance(type, count);
            for (var place = 0; place < count; place++)
                list.SetValue(element.ValueAt(start + place), place);
            return list;
        });
    }

    T? InRange<T>(Func<T?> read)
        where T : struct
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentOutOfRangeException)
        {
            throw new SimulationException($"Column '{_name}' of the query has a value that no {typeof(T).Name} of C# holds: write {_name}::VARCHAR{(typeof(T) == typeof(decimal) ? $", or {_name}::DOUBLE" : "")}.", exception);
        }
    }

    /// <summary>A decimal number with all of its digits, or none at all: the conversions of Arrow round.</summary>
    static decimal Exact(BigInteger unscaled, int scale)
    {
        for (; scale > 0 && (scale > DecimalPlaces || BigInteger.Abs(unscaled) > (BigInteger)decimal.MaxValue) && unscaled % 10 == 0; scale--)
            unscaled /= 10;
        if (scale > DecimalPlaces)
            throw new OverflowException("It has more decimal places than a decimal of C#.");
        var digits = decimal.GetBits((decimal)unscaled);
        return new decimal(digits[0], digits[1], digits[2], unscaled.Sign < 0, (byte)scale);
    }

    static DateTime Instant(long time, TimestampType type) =>
        DateTime.SpecifyKind(DateTime.UnixEpoch.AddTicks(Ticks(time, type.Unit)), type.Timezone is null ? DateTimeKind.Unspecified : DateTimeKind.Utc);

    static long Ticks(long time, TimeUnit unit) => unit switch
    {
        TimeUnit.Second => time * TimeSpan.TicksPerSecond,
        TimeUnit.Millisecond => time * TimeSpan.TicksPerMillisecond,
        TimeUnit.Microsecond => time * TimeSpan.TicksPerMicrosecond,
        _ => time % Tick == 0 ? time / Tick : throw new OverflowException("It is finer than a tick."),
    };

    /// <summary>An array without values, of a type that can be read.</summary>
    ArrayData Empty(IArrowType type) => type switch
    {
        DictionaryType { ValueType: StringType } when type == _field.DataType => Empty(StringType.Default),
        // Within a list the names of an ENUM are not at hand.
        DictionaryType => throw Refused(),
        StringType or BinaryType => Empty(type, 3),
        ListType list => Empty(type, 2, Empty(list.ValueDataType)),
        FixedSizeListType list => Empty(type, 1, Empty(list.ValueDataType)),
        FixedWidthType and not IntervalType => Empty(type, 2),
        _ => throw Refused(),
    };

    static ArrayData Empty(IArrowType type, int buffers, params ArrayData[] children) => new(type, 0, 0, 0, Enumerable.Repeat(new ArrowBuffer(new byte[sizeof(int)]), buffers), children);

    /// <summary>The texts that an ENUM stands for; each batch has a dictionary of its own.</summary>
    static IArrowArray Plain(IArrowArray array)
    {
        if (array is not DictionaryArray { Dictionary: StringArray names } coded)
            return array;
        var places = new ArrowColumn("", new Field("", coded.Indices.Data.DataType, true), coded.Indices).Read();
        var texts = new StringArray.Builder();
        for (var row = 0; row < array.Length; row++)
            texts.Append(places.ValueAt(row) is { } place ? names.GetString(Convert.ToInt32(place, CultureInfo.InvariantCulture)) : null);
        return texts.Build();
    }

    /// <summary>What DuckDB says beside the type of Arrow: the name of an extension type, or of the type of its own behind it.</summary>
    static string? Extension(Field field) =>
        field.Metadata is { } more && more.TryGetValue("ARROW:extension:name", out var name)
            ? name == "arrow.opaque" ? (string?)JsonNode.Parse(more["ARROW:extension:metadata"])?["type_name"] : name
            : null;

    SimulationException Refused()
    {
        var cast = _field.DataType switch
        {
            IntervalType => $"epoch({_name}) for seconds, or {_name}::VARCHAR",
            StructType { Fields: [var first, ..] } => $"{_name}.{first.Name} for one of its fields, or {_name}::VARCHAR",
            ListType or FixedSizeListType => $"unnest({_name}) for its elements, or {_name}::VARCHAR",
            _ => $"{_name}::VARCHAR",
        };
        return new SimulationException($"Column '{_name}' of the query is of DuckDB's type {Extension(_field) ?? _field.DataType.Name}, which has no counterpart in C#: write {cast}.");
    }
}
