using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Which rows hold something, and for lists how much: what Parquet calls definition and repetition levels.</summary>
readonly ref struct ColumnLevels
{
    readonly ReadOnlySpan<bool> _present;
    readonly ReadOnlySpan<int> _offsets;
    readonly bool _isNullable;

    ColumnLevels(int rows, bool isNullable, ReadOnlySpan<bool> present, ReadOnlySpan<int> offsets)
    {
        Rows = rows;
        _isNullable = isNullable;
        _present = present;
        _offsets = offsets;
    }

    public int Rows { get; }

    /// <summary>Whether pages have no levels: every row holds one value.</summary>
    public bool IsFlat => !_isNullable && _offsets.IsEmpty;

    public bool IsList => !_offsets.IsEmpty;

    /// <summary>A column of single values; no <paramref name="present"/> means that all are.</summary>
    public static ColumnLevels OfValues(int rows, bool isNullable, ReadOnlySpan<bool> present) => new(rows, isNullable, present, []);

    /// <summary>A column of lists; an absent list must be empty.</summary>
    public static ColumnLevels OfLists(bool isNullable, ReadOnlySpan<bool> present, ReadOnlySpan<int> offsets) =>
        new(offsets.Length - 1, isNullable, present, offsets);

    /// <summary>The values in some rows.</summary>
    public int ValueCount(int firstRow, int rows)
    {
        if (IsList)
            return _offsets[firstRow + rows] - _offsets[firstRow];
        return _present.IsEmpty ? rows : _present.Slice(firstRow, rows).Count(true);
    }

    /// <summary>The levels of some rows: a row each, or for lists an element each and one for a list without elements.</summary>
    public int EntryCount(int firstRow, int rows)
    {
        if (!IsList)
            return rows;
        int entries = _offsets[firstRow + rows] - _offsets[firstRow];
        for (int row = firstRow; row < firstRow + rows; row++)
        {
            if (_offsets[row] == _offsets[row + 1])
                entries++;
        }

        return entries;
    }

    /// <summary>The rows that hold nothing.</summary>
    public int NullCount() => _present.IsEmpty ? 0 : _present.Count(false);

    /// <summary>Writes repetition levels, then definition levels, each with its length before it as version 1 pages have it.</summary>
    /// <param name="firstRow">The first row of the page.</param>
    /// <param name="rows">The rows of the page.</param>
    /// <param name="levels">Room that is kept from page to page, replaced if it is too small.</param>
    /// <param name="target">Where the levels go.</param>
    public void Write(int firstRow, int rows, ref int[] levels, ByteBuffer target)
    {
        if (IsFlat)
            return;
        int entries = EntryCount(firstRow, rows);
        if (levels.Length < entries)
            levels = new int[entries];
        var span = levels.AsSpan(0, entries);
        if (IsList)
        {
            FillRepetition(firstRow, rows, span);
            WriteLevels(span, 1, target);
        }

        int deepest = FillDefinition(firstRow, rows, span);
        WriteLevels(span, BitPacking.Width((ulong)deepest), target);
    }

    void FillRepetition(int firstRow, int rows, Span<int> levels)
    {
        levels.Fill(1);
        for (int row = firstRow, entry = 0; row < firstRow + rows; row++)
        {
            levels[entry] = 0;
            entry += Math.Max(1, _offsets[row + 1] - _offsets[row]);
        }
    }

    /// <summary>Returns the deepest level that the column may have.</summary>
    int FillDefinition(int firstRow, int rows, Span<int> levels)
    {
        int isPresent = _isNullable ? 1 : 0;
        if (!IsList)
        {
            for (int row = 0; row < rows; row++)
                levels[row] = _present.IsEmpty || _present[firstRow + row] ? 1 : 0;
            return 1;
        }

        levels.Fill(isPresent + 1);
        for (int row = firstRow, entry = 0; row < firstRow + rows; row++)
        {
            int length = _offsets[row + 1] - _offsets[row];
            if (length == 0)
                levels[entry] = _present.IsEmpty || _present[row] ? isPresent : 0;
            entry += Math.Max(1, length);
        }

        return isPresent + 1;
    }

    static void WriteLevels(ReadOnlySpan<int> levels, int width, ByteBuffer target)
    {
        int start = target.Length;
        target.WriteInt32(0);
        RleEncoder.Encode(levels, width, target);
        target.PatchInt32(start, target.Length - start - sizeof(int));
    }
}
