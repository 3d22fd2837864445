using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Sim.Experiments.Commands;

/// <summary>Options that take one number, read alike everywhere: a sign, digits, a decimal point where it may be, nothing between the digits.</summary>
/// <remarks>The library's own reader of numbers takes commas for separators of thousands, so that 1,5 would be 15.</remarks>
static class NumberOption
{
    /// <summary>A whole number, not below <paramref name="least"/>.</summary>
    public static Option<T?> Whole<T>(string name, string helpName, string description, T least)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        Of<T>(name, helpName, description, NumberStyles.AllowLeadingSign, FormattableString.Invariant($"a whole number from {least} to {T.MaxValue}"), value => value >= least);

    /// <summary>A number above 0, not above <paramref name="most"/>.</summary>
    public static Option<double?> Positive(string name, string helpName, string description, double most) =>
        Of<double>(
            name, helpName, description, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            FormattableString.Invariant($"a number above 0, up to {most:R}, such as 1.5"), value => value > 0 && value <= most);

    static Option<T?> Of<T>(string name, string helpName, string description, NumberStyles form, string taken, Predicate<T> isTaken)
        where T : struct, INumberBase<T> =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = given =>
            {
                if (T.TryParse(given.Tokens[0].Value, form, CultureInfo.InvariantCulture, out var value) && isTaken(value))
                    return value;
                given.AddError($"'{given.Tokens[0].Value}' is no value of {name}: it takes {taken}.");
                return null;
            },
        };
}
