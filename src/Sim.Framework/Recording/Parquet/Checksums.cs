using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Sim.Framework.Recording.Parquet;

/// <summary>Where the checksums of a part lie, which cover every byte of it.</summary>
/// <remarks>
/// The footer keeps one for each column chunk, in the order of the file, and last one of its own: of all bytes from the footer's first to the file's last, with zeros in its own place.
/// So a column is checked without reading the others, and a file that is copied to another machine stays valid. The hash is XXH128, which finds accidents and not forgeries.
/// </remarks>
static class Checksums
{
    /// <summary>The key of the chunks' checksums in the metadata of a file.</summary>
    public const string ChunksKey = "sim.chunks";

    /// <summary>The key of the footer's checksum, which must come last.</summary>
    public const string FooterKey = "sim.footer";

    /// <summary>What stands in the footer's checksum while it is computed.</summary>
    public const string Blank = "00000000000000000000000000000000";

    /// <summary>Characters of a checksum.</summary>
    public static int Length => Blank.Length;

    // A text of 32 bytes follows its key: in Thrift's compact protocol a field that is one further, binary, and the length.
    static ReadOnlySpan<byte> Mark => "sim.footer\u0018\u0020"u8;

    /// <summary>Writes the checksum of a footer into it.</summary>
    /// <param name="footer">From the footer's first byte to the file's last.</param>
    public static void Seal(Span<byte> footer) => Encoding.ASCII.GetBytes(Text(XxHash128.HashToUInt128(footer)), footer[(PlaceIn(footer) ?? throw new InvalidOperationException("The footer has no place for its checksum."))..]);

    /// <summary>Whether a footer has the checksum that it states; null when it states none.</summary>
    /// <param name="footer">From the footer's first byte to the file's last; its checksum is blanked.</param>
    public static bool? IsWhole(Span<byte> footer)
    {
        if (PlaceIn(footer) is not { } place)
            return null;
        var stated = footer.Slice(place, Length);
        var text = Encoding.ASCII.GetString(stated);
        Encoding.ASCII.GetBytes(Blank, stated);
        return text == Text(XxHash128.HashToUInt128(footer));
    }

    /// <summary>A checksum as it is kept.</summary>
    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    static int? PlaceIn(ReadOnlySpan<byte> footer) => footer.LastIndexOf(Mark) is var mark and >= 0 && mark + Mark.Length + Length <= footer.Length ? mark + Mark.Length : null;
}
