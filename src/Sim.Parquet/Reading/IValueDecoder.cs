using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>Decodes the values of a page: the part of a reader that differs by type.</summary>
interface IValueDecoder<T>
{
    /// <summary>Fills <paramref name="values"/> from a page that is not dictionary-encoded.</summary>
    void Decode(PageEncoding encoding, ReadOnlySpan<byte> data, Span<T> values);
}
