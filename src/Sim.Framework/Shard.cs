using System.Globalization;

namespace Sim.Framework;

/// <summary>One of several shares of an experiment's parts, for machines that work side by side: those parts whose number leaves the same remainder.</summary>
/// <remarks>Any number of shards, in any order, any number of times, leave the same dataset.</remarks>
public readonly record struct Shard
{
    /// <summary>The <paramref name="number"/>-th of <paramref name="count"/> shards.</summary>
    /// <exception cref="SimulationException"><paramref name="number"/> does not lie between 1 and <paramref name="count"/>.</exception>
    public Shard(int number, int count)
    {
        if (count < 1 || number < 1 || number > count)
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"There is no shard {number} of {count}: shards are numbered 1 to their count."));
        (Number, Count) = (number, count);
    }

    /// <summary>Which shard, from 1.</summary>
    public int Number { get; }

    /// <summary>How many shards there are.</summary>
    public int Count { get; }

    /// <summary>Reads <c>3/8</c>.</summary>
    /// <exception cref="SimulationException">The text is no shard.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [var number, var count]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var all)
            ? new Shard(first, all)
            : throw new SimulationException($"'{text}' is no shard: write 3/8 for the third of eight.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    internal bool Has(int part) => part % Count == Number - 1;
}
