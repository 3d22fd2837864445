using System.Globalization;

namespace Sim.Framework.Execution;

/// <summary>How long one run may take and how much memory it may ask for; null for as much as it likes.</summary>
sealed record RunLimit(TimeSpan? Time, long? Bytes)
{
    public static RunLimit None { get; } = new(null, null);

    public string? Text => this == None ? null : string.Join(", ", new[]
    {
        Time is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:R} s a run") : null,
        Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes a run") : null,
    }.OfType<string>());
}
