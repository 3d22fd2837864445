using System.Globalization;

namespace Sim.Tests.Shared;

/// <summary>How far a number may lie from its golden value.</summary>
/// <remarks>Two NaNs agree, and so do two equal infinities. The default value is <see cref="Exact"/>.</remarks>
public readonly record struct Tolerance
{
    readonly double _relative;
    readonly double _absolute;

    Tolerance(double relative, double absolute)
    {
        if (!(relative >= 0 && relative < 1) || !(absolute >= 0) || double.IsInfinity(absolute))
            throw new ArgumentOutOfRangeException(nameof(relative), "A tolerance is at least 0; a relative one is below 1.");
        (_relative, _absolute) = (relative, absolute);
    }

    /// <summary>Equal values only (0.0 and -0.0 are equal).</summary>
    public static Tolerance Exact => default;

    /// <summary>Within a fraction of the expected value: |actual - expected| is at most fraction * |expected|.</summary>
    public static Tolerance Relative(double fraction) => new(fraction, 0);

    /// <summary>Within a fraction of a scale: for values that come near zero by cancellation of terms of that size.</summary>
    public static Tolerance RelativeTo(double scale, double fraction) => new(0, Math.Abs(scale) * fraction);

    /// <summary>Within a distance in the value's own unit.</summary>
    public static Tolerance Absolute(double distance) => new(0, distance);

    /// <summary>Whether the value is close enough.</summary>
    public bool Accepts(double expected, double actual)
    {
        if (expected.Equals(actual) || expected == actual)
            return true;
        double distance = Math.Abs(actual - expected);
        return double.IsFinite(distance) && distance <= Math.Max(_absolute, _relative * Math.Abs(expected));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (_relative > 0)
            return string.Create(CultureInfo.InvariantCulture, $"relative {_relative:R}");
        return _absolute > 0 ? string.Create(CultureInfo.InvariantCulture, $"absolute {_absolute:R}") : "exact";
    }
}
