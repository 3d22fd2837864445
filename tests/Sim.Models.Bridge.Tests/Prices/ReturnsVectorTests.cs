using System.Text.Json;
using Sim.Models.Bridge.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Prices;

/// <summary>Returns, means and deviations of the original on synthetic series.</summary>
public sealed class ReturnsVectorTests
{
    const string File = "a_returns.json";

    static readonly Tolerance Tight = Tolerance.Relative(1e-12);

    // A mean return of about 0 comes by cancellation of terms near 1.
    static readonly Tolerance NearOne = Tolerance.RelativeTo(1, 1e-15 * 8);

    public static TheoryData<int, string> Pairs() => Names("cases", item => $"{item.GetProperty("id").GetString()}/{item.GetProperty("quote").GetString()}");

    public static TheoryData<int, string> GapCases() => Names("gaps_bfill", item => item.GetProperty("prices").GetRawText());

    [Theory, MemberData(nameof(Pairs))]
    public void Returns_RecordedPair_AreTheOriginals(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("cases")[index];
        var series = Series(item);
        Golden.Compare(Numbers(item.GetProperty("returns")), Returns.Simple(series), Tight, $"{name}, returns");
        Check("mean", item.GetProperty("mean"), Returns.ArithmeticMean(series));
        Check("sigma", item.GetProperty("sigma_ddof1"), Returns.StandardDeviation(series));
        foreach (var (text, period) in new[] { ("daily", ReturnPeriod.Daily), ("weekly", ReturnPeriod.Weekly), ("monthly", ReturnPeriod.Monthly), ("annualy", ReturnPeriod.Annual) })
        {
            Check($"arithmetic {text}", item.GetProperty("mean_return").GetProperty($"arithmetic/{text}"), Returns.ArithmeticMean(series, period));
            Check($"geometric {text}", item.GetProperty("mean_return").GetProperty($"geometric/{text}"), Returns.ParityGeometricMean(series, period), NearOne);
        }

        void Check(string quantity, JsonElement expected, double actual, Tolerance? or = null) =>
            Assert.True(Tight.Accepts(expected.GetDouble(), actual) || or?.Accepts(expected.GetDouble(), actual) == true, $"{name}, {quantity}: expected {expected}, found {actual:R}.");
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Returns_RecordedPairOverAWeekAndAMonth_AreTheOriginals(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("cases")[index];
        var series = Series(item);
        foreach (var (text, period) in new[] { ("weekly", ReturnPeriod.Weekly), ("monthly", ReturnPeriod.Monthly) })
        {
            var expected = item.GetProperty("period_returns").GetProperty(text);
            var returns = Returns.Simple(series, period);
            Assert.Equal(expected.GetProperty("n").GetInt32(), returns.Length);
            Golden.Compare(
                [.. new[] { "first", "last", "mean", "sigma" }.Select(key => expected.GetProperty(key).GetDouble())],
                [returns[0], returns[^1], returns.Average(), Returns.StandardDeviation(series, period)],
                Tight,
                $"{name}, {text}");
        }
    }

    [Theory, MemberData(nameof(GapCases))]
    public void Returns_RecordedGaps_AreFilledBackward(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("gaps_bfill")[index];
        var series = Sample.Series(Numbers(item.GetProperty("prices")));
        Golden.Compare(Numbers(item.GetProperty("returns")), Returns.Simple(series), Tight, name);
        Golden.Compare([item.GetProperty("mean").GetDouble(), item.GetProperty("sigma_ddof1").GetDouble()], [Returns.ArithmeticMean(series), Returns.StandardDeviation(series)], Tight, name);
    }

    static TheoryData<int, string> Names(string list, Func<JsonElement, string> name)
    {
        using var document = Golden.Read(File);
        var data = new TheoryData<int, string>();
        foreach (var (index, item) in document.RootElement.GetProperty(list).EnumerateArray().Index())
            data.Add(index, name(item));
        return data;
    }

    static PriceSeries Series(JsonElement item) => Sample.Series(Numbers(item.GetProperty("prices")));

    static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble())];
}
