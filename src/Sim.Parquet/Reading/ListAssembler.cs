namespace Sim.Parquet.Reading;

/// <summary>Cuts elements into the lists that levels describe.</summary>
static class ListAssembler
{
    /// <param name="elements">The elements that are there.</param>
    /// <param name="definition">For each entry: below the level of an empty list nothing; at it an empty list; at the deepest an element.</param>
    /// <param name="repetition">For each entry: 0 begins a row.</param>
    /// <param name="column">Says whether a list may be absent and how deep an element lies.</param>
    /// <param name="lists">Room for each row; null where there is nothing.</param>
    public static void Assemble(
        ReadOnlySpan<double> elements, ReadOnlySpan<int> definition, ReadOnlySpan<int> repetition, StoredColumn column, Span<double[]?> lists)
    {
        int empty = column.Column!.IsNullable ? 1 : 0;
        int entry = 0, taken = 0, row = 0;
        for (; entry < repetition.Length; row++)
        {
            int start = entry++;
            while (entry < repetition.Length && repetition[entry] == 1)
                entry++;
            if (repetition[start] != 0 || row >= lists.Length)
                throw new ParquetException($"The lists do not make up {lists.Length} rows: the file is damaged.");
            int length = Length(definition[start..entry], column.Depth, empty);
            lists[row] = definition[start] < empty ? null : elements.Slice(taken, length).ToArray();
            taken += length;
        }

        if (row != lists.Length)
            throw new ParquetException($"The lists make up {row} rows where {lists.Length} were expected: the file is damaged.");
    }

    static int Length(ReadOnlySpan<int> definition, int deepest, int empty)
    {
        if (definition[0] <= empty)
        {
            return definition.Length == 1
                ? 0
                : throw new ParquetException("An empty list has elements: the file is damaged.");
        }

        return definition.IndexOfAnyExcept(deepest) < 0
            ? definition.Length
            : throw new ParquetException("A list has an element that is null, which double[] cannot hold: write lists without null elements.");
    }
}
