using Sim.Parquet.Format;

namespace Sim.Parquet.Reading;

/// <summary>Turns the schema elements of a file, parents before children, into columns.</summary>
sealed class SchemaTree
{
    const int DeepestNesting = 64;

    readonly List<SchemaElement> _elements;
    int _next = 1;
    int _leaves;

    SchemaTree(List<SchemaElement> elements) => _elements = elements;

    /// <summary>The columns below the root; <paramref name="leaves"/> is how many stored columns they have together.</summary>
    public static List<StoredColumn> Read(List<SchemaElement> elements, out int leaves)
    {
        var tree = new SchemaTree(elements);
        var columns = new List<StoredColumn>();
        for (int index = 0; index < elements[0].Children; index++)
            columns.Add(tree.ReadColumn());
        if (tree._next != elements.Count)
            throw new ParquetException($"The schema has {elements.Count} elements but its tree ends after {tree._next}: the footer is damaged.");
        leaves = tree._leaves;
        return columns;
    }

    StoredColumn ReadColumn()
    {
        int first = _next, leaf = _leaves;
        Pass(0);
        var nodes = _elements.GetRange(first, _next - first);
        var top = nodes[0];
        bool isNullable = top.Repetition == Repetition.Optional;
        int depth = nodes.Count(static node => node.Repetition is Repetition.Optional or Repetition.Repeated);
        var type = IsDoubleList(nodes) ? ParquetType.DoubleList : nodes.Count == 1 ? TypeOf(top) : null;
        var column = type is { } known ? new ParquetColumn(top.Name, known, isNullable) : null;
        return new StoredColumn(top.Name, column, Describe(nodes), leaf, nodes[^1].Type ?? default, depth);
    }

    /// <summary>Passes over one element and what is below it.</summary>
    void Pass(int depth)
    {
        if (_next >= _elements.Count || depth > DeepestNesting)
            throw new ParquetException($"The schema has fewer elements than its tree needs, {_elements.Count}: the footer is damaged.");
        var element = _elements[_next++];
        if (element.Type is not null)
            _leaves++;
        for (int child = 0; child < element.Children; child++)
            Pass(depth + 1);
    }

    static ParquetType? TypeOf(SchemaElement element)
    {
        if (element.Repetition is not (Repetition.Required or Repetition.Optional))
            return null;
        return element.Type switch
        {
            PhysicalType.Boolean => ParquetType.Boolean,
            PhysicalType.Double => ParquetType.Double,
            PhysicalType.Int32 when IsPlainInteger(element) => ParquetType.Int32,
            PhysicalType.Int64 when IsPlainInteger(element) && element.Converted is null or ConvertedType.Signed64 => ParquetType.Int64,
            PhysicalType.ByteArray when IsText(element) => ParquetType.String,
            _ => null,
        };
    }

    /// <summary>Signed, or so small that 32 bits hold it either way.</summary>
    static bool IsPlainInteger(SchemaElement element) => element.Converted switch
    {
        null => element.Logical == LogicalKind.None,
        ConvertedType.Signed8 or ConvertedType.Signed16 or ConvertedType.Signed32 or ConvertedType.Signed64 => true,
        ConvertedType.Unsigned8 or ConvertedType.Unsigned16 => true,
        _ => false,
    };

    static bool IsText(SchemaElement element) =>
        element.Converted is ConvertedType.Utf8 or ConvertedType.Enumeration or ConvertedType.Json
        || element.Logical is LogicalKind.String or LogicalKind.Enumeration or LogicalKind.Json;

    /// <summary>A list in three levels, whatever the names of the lower two.</summary>
    static bool IsDoubleList(List<SchemaElement> nodes) =>
        nodes is [{ Type: null, Children: 1 } list, { Type: null, Children: 1, Repetition: Repetition.Repeated }, { Type: PhysicalType.Double } element]
        && (list.Converted == ConvertedType.List || list.Logical == LogicalKind.List)
        && list.Repetition is Repetition.Required or Repetition.Optional
        && element.Repetition is Repetition.Required or Repetition.Optional;

    static string Describe(List<SchemaElement> nodes)
    {
        var top = nodes[0];
        string meaning = top.Logical != LogicalKind.None ? top.Logical.ToString() : top.Converted?.ToString() ?? "";
        string storage = top.Type?.ToString() ?? $"group of {nodes.Count - 1} elements";
        string text = meaning.Length == 0 ? storage : $"{meaning} stored as {storage}";
        return top.Repetition == Repetition.Repeated ? $"repeated {text}" : text;
    }
}
