using System.Buffers.Binary;
using Sim.Parquet.Compression;
using Sim.Parquet.Encodings;
using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>Decodes all pages of a chunk, one after the other.</summary>
sealed class ChunkDecoder<T>(IValueDecoder<T> decoder, int depth, bool isList)
{
    byte[] _page = [];
    int[] _indices = [];
    T[]? _dictionary;

    /// <summary>Fills in values that are there, one after the other, and returns their number.</summary>
    /// <param name="chunk">What to decode.</param>
    /// <param name="values">Room for as many values as the chunk has entries.</param>
    /// <param name="definition">Room for the definition level of each entry; empty if the column has none.</param>
    /// <param name="repetition">Room for the repetition level of each entry; empty if the column is no list.</param>
    public int Decode(ColumnChunk chunk, Span<T> values, Span<int> definition, Span<int> repetition)
    {
        int entry = 0, filled = 0;
        _dictionary = null;
        for (int page = 0; page < chunk.PageCount; page++)
        {
            var header = chunk.Header(page);
            var body = Open(chunk, page, header, out var levels);
            if (header.Type == PageType.Dictionary)
            {
                ReadDictionary(header, body);
                continue;
            }

            var pageDefinition = depth > 0 ? definition.Slice(entry, header.Values) : [];
            var pageRepetition = isList ? repetition.Slice(entry, header.Values) : [];
            if (header.Type == PageType.Data)
                ReadLevels(header, ref body, pageDefinition, pageRepetition);
            else
                ReadLevelsV2(header, levels, pageDefinition, pageRepetition);
            int present = depth > 0 ? pageDefinition.Count(depth) : header.Values;
            ReadValues(header.Encoding, body, values.Slice(filled, present));
            entry += header.Values;
            filled += present;
        }

        return filled;
    }

    /// <summary>The page decompressed; version 2 leaves its levels, which come first, uncompressed.</summary>
    ReadOnlySpan<byte> Open(ColumnChunk chunk, int page, PageHeader header, out ReadOnlySpan<byte> levels)
    {
        var stored = chunk.Stored(page);
        int levelBytes = header.Type == PageType.DataV2 ? header.DefinitionBytes + header.RepetitionBytes : 0;
        levels = stored[..levelBytes];
        stored = stored[levelBytes..];
        int size = header.UncompressedSize - levelBytes;
        var codec = header.IsCompressed ? chunk.Metadata.Codec : Codec.Uncompressed;
        if (codec == Codec.Uncompressed && stored.Length == size)
            return stored;
        if (size == 0 && stored.IsEmpty)
            return [];
        if (_page.Length < size)
            _page = new byte[size];
        PageDecompressor.Decompress(codec, stored, _page.AsSpan(0, size));
        return _page.AsSpan(0, size);
    }

    void ReadDictionary(PageHeader header, ReadOnlySpan<byte> body)
    {
        if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw new ParquetException($"A dictionary has encoding {header.Encoding}, which cannot be read: PLAIN was expected.");
        _dictionary = new T[header.Values];
        decoder.Decode(PageEncoding.Plain, body, _dictionary);
    }

    void ReadLevels(PageHeader header, ref ReadOnlySpan<byte> body, Span<int> definition, Span<int> repetition)
    {
        if (depth == 0)
            return;
        if (header.LevelEncoding != PageEncoding.Rle)
            throw new ParquetException($"Levels have encoding {header.LevelEncoding}, which cannot be read: RLE was expected.");
        if (isList)
            ReadLevels(TakeSized(ref body), 1, repetition);
        ReadLevels(TakeSized(ref body), depth, definition);
    }

    void ReadLevelsV2(PageHeader header, ReadOnlySpan<byte> levels, Span<int> definition, Span<int> repetition)
    {
        if (isList)
            ReadLevels(levels[..header.RepetitionBytes], 1, repetition);
        if (depth > 0)
            ReadLevels(levels[header.RepetitionBytes..], depth, definition);
    }

    static void ReadLevels(ReadOnlySpan<byte> source, int deepest, Span<int> levels)
    {
        RleDecoder.Decode(source, BitPacking.Width((ulong)deepest), levels);
        if (levels.IndexOfAnyExceptInRange(0, deepest) is var wrong and >= 0)
            throw new ParquetException($"A level is {levels[wrong]} where at most {deepest} is possible: the page is damaged.");
    }

    static ReadOnlySpan<byte> TakeSized(ref ReadOnlySpan<byte> body)
    {
        if (body.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(body) > body.Length - sizeof(uint))
            throw new ParquetException($"The levels do not fit into the {body.Length} bytes of their page: it is damaged.");
        int end = sizeof(uint) + BinaryPrimitives.ReadInt32LittleEndian(body);
        var taken = body[sizeof(uint)..end];
        body = body[end..];
        return taken;
    }

    void ReadValues(PageEncoding encoding, ReadOnlySpan<byte> body, Span<T> values)
    {
        if (encoding is not (PageEncoding.RleDictionary or PageEncoding.PlainDictionary))
        {
            decoder.Decode(encoding, body, values);
            return;
        }

        if (_dictionary is null)
            throw new ParquetException("A page refers to a dictionary but there is none: the file is damaged.");
        if (values.IsEmpty)
            return;
        if (body.IsEmpty)
            throw new ParquetException("A page of dictionary indices is empty: it is damaged.");
        if (_indices.Length < values.Length)
            _indices = new int[values.Length];
        var indices = _indices.AsSpan(0, values.Length);
        RleDecoder.Decode(body[1..], body[0], indices);
        var dictionary = _dictionary.AsSpan();
        for (int index = 0; index < indices.Length; index++)
        {
            uint place = unchecked((uint)indices[index]);
            if (place >= (uint)dictionary.Length)
                throw new ParquetException($"A page refers to entry {place} of a dictionary of {dictionary.Length}: it is damaged.");
            values[index] = dictionary[(int)place];
        }
    }
}
