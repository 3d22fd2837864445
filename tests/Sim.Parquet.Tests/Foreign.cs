using Sim.Parquet.Format;
using Sim.Parquet.Reading;

namespace Sim.Parquet.Tests;

/// <summary>Turns our files into what a writer without checksums would have written.</summary>
static class Foreign
{
    /// <summary>The same pages, with headers and a footer that have no checksums and name another creator.</summary>
    public static byte[] WithoutChecksums(byte[] file)
    {
        using var source = new MemoryStream(file);
        var metadata = Footer.Read(source, out long end);
        var target = new ByteBuffer();
        target.Write(Footer.Magic);
        foreach (var chunk in metadata.RowGroups.SelectMany(static group => group.Chunks))
            CopyPages(ColumnChunk.Read(source, chunk, end), chunk, target);
        int start = target.Length;
        metadata.CreatedBy = "somebody else";
        metadata.WriteFields(new ThriftWriter(target));
        target.WriteByte(0);
        target.WriteInt32(target.Length - start);
        target.Write(Footer.Magic);
        return target.Written.ToArray();
    }

    static void CopyPages(ColumnChunk source, ChunkMetadata chunk, ByteBuffer target)
    {
        int start = target.Length;
        for (int page = 0; page < source.PageCount; page++)
        {
            var header = source.Header(page);
            var stored = source.Stored(page);
            if (header.Type == PageType.Dictionary)
                chunk.DictionaryPageOffset = target.Length;
            else if (page == 0 || source.Header(page - 1).Type == PageType.Dictionary)
                chunk.DataPageOffset = target.Length;
            header.Checksum = null;
            header.Write(new ThriftWriter(target));
            target.Write(stored);
        }

        chunk.CompressedSize = target.Length - start;
        chunk.HeaderChecksum = null;
    }
}
