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
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
                throw new SimulationException($"{file}: the file is empty. Write the sections analysis, debt and collateral; docs/models/bridge-data.md shows them.");
            var root = Node(parser, new Reading(file, "", "", 0));
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _))
                throw new SimulationException($"{file}, line {parser.Current?.Start.Line}: a second document begins here. Keep one document in a file.");
            return root;
        }
        catch (YamlException error)
        {
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"{file}, line {error.Start.Line}, column {error.Start.Column}: this is not YAML: {error.Message.TrimEnd('.')}. Correct the text there; indent with spaces."), error);
        }
    }

    static ConfigurationNode Node(Parser parser, Reading reading)
    {
        var start = parser.Current!;
        var node = new ConfigurationNode(reading.File, start.Start.Line, reading.Key) { Name = reading.Name };
        if (reading.Depth > DeepestLevel)
            node.Fail("the mappings are nested too deeply", "Follow the schema in docs/models/bridge-data.md.");
        if (start is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            node.Fail("anchors (&) and aliases (*) are not read", "Write the value out.");
        if (start is NodeEvent { Tag.IsEmpty: false })
            node.Fail("tags (!) are not read", "Write the plain value.");
        if (parser.TryConsume<Scalar>(out var scalar))
            return new ConfigurationNode(reading.File, start.Start.Line, reading.Key) { Name = reading.Name, Scalar = scalar.Value, IsQuoted = scalar.Style != ScalarStyle.Plain };
        if (!parser.TryConsume<MappingStart>(out _))
            node.Fail("a list stands where a value or a mapping is needed", "Follow the schema in docs/models/bridge-data.md.");
        while (!parser.TryConsume<MappingEnd>(out _))
            node.Add(Entry(parser, node, reading));
        return node;
    }

    static ConfigurationNode Entry(Parser parser, ConfigurationNode mapping, Reading reading)
    {
        if (parser.Current is not Scalar { Anchor.IsEmpty: true, Tag.IsEmpty: true } key)
        {
            var place = new ConfigurationNode(reading.File, parser.Current!.Start.Line, reading.Key);
            place.Fail("a key is not a plain word", "Write `name: value`, without anchors, aliases and tags.");
            return place;
        }

        parser.Consume<Scalar>();
        return Node(parser, new Reading(reading.File, mapping.KeyOf(key.Value), key.Value, reading.Depth + 1));
    }

    readonly record struct Reading(string File, string Key, string Name, int Depth);
}
