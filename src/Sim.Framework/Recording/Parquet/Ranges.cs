namespace Sim.Framework.Recording.Parquet;

/// <summary>Hides ranges (the smallest and the largest value of a column chunk) that a reader must not trust, since it would lose rows by them.</summary>
/// <remarks>
/// Parquet.Net orders texts by UTF-16 and Parquet by UTF-8; it leaves NaN out, which DuckDB counts as the largest number; and it gives a chunk without values a range from 0 to 0.
/// A hidden range keeps its bytes, so that no length changes, and its fields get numbers that no reader knows. Each number counts from the one before, so the first alone is raised.
/// (Readers must pass over unknown fields; Parquet.Net 6.1.0 cannot where the field is a struct, so it is not the whole range that is renumbered.)
/// Source: parquet.thrift of apache/parquet-format.
/// </remarks>
static class Ranges
{
    // Row groups, columns, metadata of the chunk, statistics.
    static readonly int[] InFooter = [4, 1, 3, 12];

    // Header of a data page, statistics.
    static readonly int[] InPageHeader = [5, 5];

    /// <summary>Hides the ranges of chunks in a footer.</summary>
    /// <param name="footer">The footer, from its first byte.</param>
    /// <param name="hidden">For each chunk, in the order of the file, whether its range is to be hidden.</param>
    public static void HideInFooter(Span<byte> footer, IReadOnlyList<bool> hidden)
    {
        var chunk = 0;
        new ThriftWalk(footer).Over(InFooter, () => hidden[chunk++]);
    }

    /// <summary>Hides the range in the header of each page of a chunk.</summary>
    public static void HideInPages(Span<byte> pages)
    {
        while (pages.Length > 0)
        {
            var walk = new ThriftWalk(pages);
            walk.Over(InPageHeader, () => true);
            pages = pages[(walk.Place + walk.PageSize)..];
        }
    }
}
