using Sim.Framework;

namespace Sim.Models.Bridge.Configuration;

/// <summary>A value of the configuration file with its place: a scalar (empty if nothing was written) or a mapping.</summary>
sealed class ConfigurationNode(string file, long line, string key)
{
    readonly List<ConfigurationNode> _entries = [];
    readonly HashSet<string> _names = [];

    /// <summary>The text of a scalar; null for a mapping.</summary>
    internal string? Scalar { get; init; }

    /// <summary>Whether a scalar was written in quotes, so that it is a text whatever it looks like.</summary>
    internal bool IsQuoted { get; init; }

    /// <summary>The last part of the key.</summary>
    internal string Name { get; init; } = "";

    /// <summary>The entries of a mapping, in order.</summary>
    internal IReadOnlyList<ConfigurationNode> Entries => _entries;

    /// <summary>Whether nothing was written.</summary>
    internal bool IsEmpty => Scalar is not null && !IsQuoted && Scalar is "" or "~" or "null";

    /// <summary>File, line and key.</summary>
    internal string Place => key.Length == 0 ? $"{file}, line {line}" : $"{file}, line {line}, key {key}";

    /// <summary>The key of an entry.</summary>
    internal string KeyOf(string name) => key.Length == 0 ? name : $"{key}.{name}";

    internal void Add(ConfigurationNode entry)
    {
        if (!_names.Add(entry.Name))
            throw entry.Because("this key occurs twice", "Keep one of the two.");
        _entries.Add(entry);
    }

    internal SimulationException Because(string found, string advice) => new($"{Place}: {found}. {advice}");
}
