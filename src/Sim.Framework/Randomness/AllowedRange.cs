using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sim.Framework.Randomness;

/// <summary>The text of an allowed range in a failing <see cref="Require"/>; nothing is formatted while the check holds.</summary>
[InterpolatedStringHandler]
readonly ref struct AllowedRange
{
    readonly StringBuilder? _text;

    /// <summary>Called by the compiler; <paramref name="condition"/> true skips all the formatting.</summary>
    public AllowedRange(int literalLength, int formattedCount, bool condition, out bool shouldAppend)
    {
        shouldAppend = !condition;
        _text = condition ? null : new StringBuilder(literalLength + (formattedCount * 8));
    }

    internal string Text => _text?.ToString() ?? "";

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _text!.Append(value);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable => _text!.Append(value.ToString(format, CultureInfo.InvariantCulture));
}
