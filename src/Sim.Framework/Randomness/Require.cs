using System.Runtime.CompilerServices;

namespace Sim.Framework.Randomness;

/// <summary>Checks of arguments, whose failures name the value found and the range allowed.</summary>
static class Require
{
    internal static void Finite(double value, string parameter) => That(double.IsFinite(value), value, parameter, "finite");

    internal static void Positive(double value, string parameter) => That(value > 0 && double.IsFinite(value), value, parameter, "finite and above 0");

    internal static void NotNegative(double value, string parameter) => That(value >= 0 && double.IsFinite(value), value, parameter, "finite and at least 0");

    internal static void That<T>(bool condition, T value, string parameter, string allowed)
        where T : IFormattable
    {
        if (!condition)
            Throw(value, parameter, allowed);
    }

    /// <summary>The same with text that is only put together when the check fails.</summary>
    internal static void That<T>(bool condition, T value, string parameter, [InterpolatedStringHandlerArgument(nameof(condition))] AllowedRange allowed)
        where T : IFormattable
    {
        if (!condition)
            Throw(value, parameter, allowed.Text);
    }

    static void Throw<T>(T value, string parameter, string allowed)
        where T : IFormattable =>
        throw new ArgumentOutOfRangeException(parameter, FormattableString.Invariant($"Found {parameter} = {value}; allowed: {allowed}."));
}
