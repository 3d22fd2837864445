using System.Buffers.Binary;
using System.IO.Hashing;

namespace Sim.Framework.Recording.Parquet;

/// <summary>The checksums of files that Sim 0.1 wrote, which cover every byte of them too.</summary>
/// <remarks>The footer ends in a CRC-32 of the page headers of each column chunk, one of all before it, and a mark; each page header has one of its page.</remarks>
static class EarlierChecksums
{
    /// <summary>The bytes after the footer: its length and the magic word.</summary>
    const int Tail = 8;

    // Its last byte ends the metadata.
    static ReadOnlySpan<byte> Mark => [0xB7, 0x1E, 0x5C, 0x94, 0x2A, 0xD0, 0x4F, 0x63, 0x9D, 0x08, 0x71, 0xE6, 0xC3, 0x3A, 0xF5, 0x8F, 0x00];

    /// <summary>Whether a footer has the checksum that it states; null when it states none.</summary>
    /// <param name="footer">From the footer's first byte to the file's last.</param>
    public static bool? IsWhole(ReadOnlySpan<byte> footer)
    {
        var end = EndOf(footer);
        return end < 0 || !footer[(end + sizeof(uint))..].StartsWith(Mark) ? null : BinaryPrimitives.ReadUInt32LittleEndian(footer[end..]) == Crc32.HashToUInt32(footer[..end]);
    }

    /// <summary>Whether the bytes of a column chunk are those that were written.</summary>
    /// <param name="chunk">Its pages, each after its header.</param>
    /// <param name="footer">From the footer's first byte to the file's last.</param>
    /// <param name="number">Which chunk of the file it is.</param>
    /// <param name="count">How many the file has.</param>
    public static bool IsWhole(Span<byte> chunk, ReadOnlySpan<byte> footer, int number, int count)
    {
        var headers = new Crc32();
        try
        {
            for (var pages = chunk; pages.Length > 0;)
            {
                var walk = new ThriftWalk(pages);
                walk.Over([], () => false);
                headers.Append(pages[..walk.Place]);
                var page = pages.Slice(walk.Place, walk.PageSize);
                if (walk.PageChecksum != Crc32.HashToUInt32(page))
                    return false;
                pages = pages[(walk.Place + walk.PageSize)..];
            }
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or InvalidDataException or OverflowException)
        {
            return false;
        }

        return headers.GetCurrentHashAsUInt32() == BinaryPrimitives.ReadUInt32LittleEndian(footer[(EndOf(footer) - (sizeof(uint) * (count - number)))..]);
    }

    /// <summary>Where the checksum of the footer lies: before the mark.</summary>
    static int EndOf(ReadOnlySpan<byte> footer) => footer.Length - Tail - Mark.Length - sizeof(uint);
}
