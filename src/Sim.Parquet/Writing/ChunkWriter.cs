using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Writing;

/// <summary>Writes one column chunk after the other: chooses the encoding, cuts pages, counts statistics.</summary>
sealed class ChunkWriter(PageWriter pages, int pageSize)
{
    /// <summary>The most distinct values of a dictionary: its table and indices stay in the second-level cache.</summary>
    const int LargestDictionary = (1 << 16) - 1;

    readonly ByteBuffer _page = new();
    readonly ByteBuffer _scratch = new();

    /// <summary>The whole chunk delta-encoded, if that was tried; a chunk of a single page need not be encoded again.</summary>
    readonly ByteBuffer _delta = new();
    int[] _indices = [];
    int[] _levels = [];
    int _distinct;
    int _indexWidth;

    public ChunkMetadata Write<TValues>(ParquetColumn column, ColumnLevels levels, TValues values)
        where TValues : IColumnValues, allows ref struct
    {
        var encoding = Choose(column, values);
        var chunk = new ChunkMetadata
        {
            Type = ColumnShape.PhysicalTypeOf(column.Type),
            Values = levels.EntryCount(0, levels.Rows),
            Statistics = Statistics(levels, values),
        };
        chunk.Path.AddRange(ColumnShape.PathOf(column));
        chunk.Encodings.Add(encoding);
        if (!levels.IsFlat)
            chunk.Encodings.Add(PageEncoding.Rle);
        pages.Begin(chunk);
        if (encoding == PageEncoding.RleDictionary)
        {
            chunk.Encodings.Add(PageEncoding.Plain);
            WriteDictionaryPage(chunk, values);
        }

        chunk.DataPageOffset = pages.Position;
        WriteDataPages(levels, values, encoding);
        return chunk;
    }

    /// <summary>The smallest encoding by what it really takes; a dictionary only where it was asked for or pays.</summary>
    PageEncoding Choose<TValues>(ParquetColumn column, TValues values)
        where TValues : IColumnValues, allows ref struct
    {
        _delta.Clear();
        if (column.Encoding == ParquetEncoding.Plain)
            return PageEncoding.Plain;
        if (column.Encoding == ParquetEncoding.DeltaBinaryPacked)
            return PageEncoding.DeltaBinaryPacked;
        var best = PageEncoding.Plain;
        long bestSize = values.PlainSize;
        bool isAsked = column.Encoding == ParquetEncoding.Dictionary;
        if (TryDictionary(values, isAsked, out long dictionarySize) && (isAsked || dictionarySize < bestSize))
            (best, bestSize) = (PageEncoding.RleDictionary, dictionarySize);
        bool isInteger = column.Type is ParquetType.Int32 or ParquetType.Int64;
        if (!isAsked && isInteger && DeltaEncoder.LeastSize(values.Count) < bestSize)
        {
            values.WriteDelta(0, values.Count, _delta);
            if (_delta.Length < bestSize)
                best = PageEncoding.DeltaBinaryPacked;
        }

        return best;
    }

    bool TryDictionary<TValues>(TValues values, bool isAsked, out long size)
        where TValues : IColumnValues, allows ref struct
    {
        size = 0;
        int limit = Math.Min(LargestDictionary, isAsked ? values.Count : values.Count / 2);
        if (_indices.Length < values.Count)
            _indices = new int[values.Count];
        if (!values.TryIndex(limit, _indices.AsSpan(0, values.Count), out _distinct))
            return false;
        _indexWidth = BitPacking.Width((ulong)_distinct - 1);
        _scratch.Clear();
        values.WriteDictionary(_scratch);
        RleEncoder.Encode(_indices.AsSpan(0, values.Count), _indexWidth, _scratch);
        size = _scratch.Length;
        return true;
    }

    void WriteDictionaryPage<TValues>(ChunkMetadata chunk, TValues values)
        where TValues : IColumnValues, allows ref struct
    {
        chunk.DictionaryPageOffset = pages.Position;
        _scratch.Clear();
        values.WriteDictionary(_scratch);
        pages.Write(PageType.Dictionary, PageEncoding.Plain, _distinct, _scratch.Written);
    }

    void WriteDataPages<TValues>(ColumnLevels levels, TValues values, PageEncoding encoding)
        where TValues : IColumnValues, allows ref struct
    {
        long perRow = Math.Max(1, (values.PlainSize + levels.Rows - 1) / levels.Rows);
        int rowsPerPage = (int)Math.Max(1, pageSize / perRow);
        int start = 0;
        for (int row = 0; row < levels.Rows; row += rowsPerPage)
        {
            int rows = Math.Min(rowsPerPage, levels.Rows - row);
            pages.Write(PageType.Data, encoding, levels.EntryCount(row, rows), Page(levels, row, rows, values, start, encoding));
            start += levels.ValueCount(row, rows);
        }
    }

    /// <summary>One page before compression; without levels and encoding it is the caller's own memory.</summary>
    ReadOnlySpan<byte> Page<TValues>(ColumnLevels levels, int row, int rows, TValues values, int start, PageEncoding encoding)
        where TValues : IColumnValues, allows ref struct
    {
        int count = levels.ValueCount(row, rows);
        _page.Clear();
        if (levels.IsFlat && encoding == PageEncoding.Plain)
            return values.Plain(start, count, _page);
        levels.Write(row, rows, ref _levels, _page);
        switch (encoding)
        {
            case PageEncoding.RleDictionary:
                _page.WriteByte((byte)_indexWidth);
                RleEncoder.Encode(_indices.AsSpan(start, count), _indexWidth, _page);
                break;
            case PageEncoding.DeltaBinaryPacked when count == values.Count && _delta.Length > 0:
                _page.Write(_delta.Written);
                break;
            case PageEncoding.DeltaBinaryPacked:
                values.WriteDelta(start, count, _page);
                break;
            default:
                _scratch.Clear();
                _page.Write(values.Plain(start, count, _scratch));
                break;
        }

        return _page.Written;
    }

    static ChunkStatistics Statistics<TValues>(ColumnLevels levels, TValues values)
        where TValues : IColumnValues, allows ref struct
    {
        var (minimum, maximum) = values.Range();
        return new ChunkStatistics(levels.IsList ? null : levels.NullCount(), minimum, maximum);
    }
}
