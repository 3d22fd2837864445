using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>The rules that every stage of the allocation checks; the failing paths are kept out of the callers' code.</summary>
static class Require
{
    /// <summary>Share of the total by which sums may differ: 4,500 roundings of one unit in the last place.</summary>
    public const double RelativeTolerance = 1e-12;

    public static void Length(int found, int expected, string name)
    {
        if (found != expected)
            throw new ArgumentException($"The span has {found} entries where {expected} are needed.", name);
    }

    public static void AtLeastTwo(int deposits, string name)
    {
        if (deposits < 2)
            throw new ArgumentException($"An allocation needs at least 2 deposits, found {deposits}.", name);
    }

    /// <summary>Adds up a row whose entries must be finite and not negative; the order of addition is fixed.</summary>
    public static double SumOfNotNegative(ReadOnlySpan<double> values, string quantity)
    {
        var sum = 0.0;
        for (var deposit = 0; deposit < values.Length; deposit++)
        {
            if (!(values[deposit] >= 0 && double.IsFinite(values[deposit])))
                FailEntry(quantity, deposit, values[deposit]);
            sum += values[deposit];
        }

        return sum;
    }

    public static double Total(ReadOnlySpan<double> balances)
    {
        var total = SumOfNotNegative(balances, "balance");
        if (!(total > 0 && double.IsFinite(total)))
            Fail("total of the balances", total, 0, 0, "must be finite and above zero: there is nothing to allocate");
        return total;
    }

    public static void Positive(double value, string quantity)
    {
        if (!(value > 0 && double.IsFinite(value)))
            Fail(quantity, value, 0, 0, "must be finite and above zero");
    }

    public static void Between(double value, double lowest, double highest, string quantity)
    {
        if (!(value >= lowest && value <= highest))
            Fail(quantity, value, value < lowest ? lowest : highest, 0, Text($"must lie between {lowest} and {highest}"));
    }

    public static void Near(double found, double expected, double tolerance, string quantity, string advice)
    {
        if (!(Math.Abs(found - expected) <= tolerance))
            Fail(quantity, found, expected, tolerance, advice);
    }

    [DoesNotReturn]
    public static void Fail(string quantity, double found, double expected, double tolerance, string advice) =>
        throw new AllocationException(
            Text($"The {quantity} is {found:R}, expected {expected:R} within {tolerance:R}: it {advice}."),
            quantity, found, expected, tolerance);

    [DoesNotReturn]
    static void FailEntry(string quantity, int deposit, double found) =>
        throw new AllocationException(
            Text($"The {quantity} of deposit {deposit} is {found:R}: it must be finite and not negative."),
            quantity, found, 0, 0);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
