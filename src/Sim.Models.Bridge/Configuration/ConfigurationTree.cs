using System.Globalization;
using Sim.Framework;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sim.Models.Bridge.Configuration;

/// <summary>Reads YAML as far as a configuration needs it: mappings and scalars, no deeper than the schema, without anchors and aliases.</summary>
/// <remarks>Working on YAML's events, it never builds what an alias would multiply and never recurses further than the depth allowed.</remarks>
static class ConfigurationTree
{
    internal const int LongestText = 1_000_000;
    const int DeepestLevel = 8;

    internal static ConfigurationNode Parse(string text, string file)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                throw new SimulationException($"{file}: the file is empty. Write the sections analysis, debt and collateral; docs/models/bridge-data.md shows them.");
            var root = Node(parser, new Reading(file, parser.Current!.Start.Line, "", "", 0));
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _))
                throw new SimulationException($"{file}, line {parser.Current?.Start.Line}: a second document begins here. Keep one document in a file.");
            return root;
        }
        catch (InvalidOperationException error)
        {
            // The scanner throws this, without a place, on some texts that break off in a plain scalar.
            throw new SimulationException($"{file}, line {parser.Current?.End.Line ?? 1} or after: this is not YAML. Correct the text there; indent with spaces.", error);
        }
        catch (YamlException error)
        {
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"{file}, line {error.Start.Line}, column {error.Start.Column}: this is not YAML: {error.Message.TrimEnd('.')}. Correct the text there; indent with spaces."), error);
        }
    }

    static ConfigurationNode Node(Parser parser, Reading reading)
    {
        var start = parser.Current!;
        if (parser.TryConsume<Scalar>(out var scalar) && scalar is { Anchor.IsEmpty: true, Tag.IsEmpty: true })
            return reading.Node(scalar.Value, scalar.Style != ScalarStyle.Plain);
        var node = reading.Node();
        if (start is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            throw node.Because("anchors (&) and aliases (*) are not read", "Write the value out.");
        if (start is NodeEvent { Tag.IsEmpty: false })
            throw node.Because("tags (!) are not read", "Write the plain value.");
        if (!parser.TryConsume<MappingStart>(out _))
            throw node.Because("a list stands where a value or a mapping is needed", "Follow the schema in docs/models/bridge-data.md.");
        if (reading.Depth > DeepestLevel)
            throw node.Because("the mappings are nested too deeply", "Follow the schema in docs/models/bridge-data.md.");
        while (!parser.TryConsume<MappingEnd>(out _))
            node.Add(Entry(parser, node, reading));
        return node;
    }

    static ConfigurationNode Entry(Parser parser, ConfigurationNode mapping, Reading reading)
    {
        var line = parser.Current!.Start.Line;
        if (parser.Current is not Scalar { Anchor.IsEmpty: true, Tag.IsEmpty: true } key)
            throw (reading with { Line = line }).Node().Because("a key is not a plain word", "Write `name: value`, without anchors, aliases and tags.");
        parser.Consume<Scalar>();
        return Node(parser, new Reading(reading.File, line, mapping.KeyOf(key.Value), key.Value, reading.Depth + 1));
    }

    // Where a value is read: the line is that of its key, which is where a reader looks for it.
    readonly record struct Reading(string File, long Line, string Key, string Name, int Depth)
    {
        internal ConfigurationNode Node(string? scalar = null, bool isQuoted = false) => new(File, Line, Key) { Name = Name, Scalar = scalar, IsQuoted = isQuoted };
    }
}
