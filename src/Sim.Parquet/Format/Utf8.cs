using System.Text;

namespace Sim.Parquet.Format;

/// <summary>UTF-8 that refuses what it would have to change.</summary>
static class Utf8
{
    public static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException cause)
        {
            throw new ParquetException($"A text of {bytes.Length} bytes is not valid UTF-8: it is damaged.", cause);
        }
    }
}
