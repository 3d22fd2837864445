using System.Text.Json;
using Sim.Models.Bridge.Prices;
using Sim.Models.Bridge.Risk;
using Sim.Models.Bridge.Tests.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Risk;

/// <summary>How far tokens fell below what they stand for: the original's measure and ours.</summary>
public sealed class DepegVectorTests
{
    const string File = "e_max_depeg.json";

    public static TheoryData<int, string> Recorded() => VectorFile.Cases(File, "cases", item => item.Text("name"));

    [Theory, MemberData(nameof(Recorded))]
    public void Depeg_RecordedPrices_IsTheOriginalsAndTheReferences(int index, string name)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty("cases")[index];
        var ratios = Ratios(document.RootElement, item);
        var original = Depeg.FromFirst(ratios);
        Assert.Equal(item.GetProperty("max_depeg").ValueKind == JsonValueKind.Null ? double.NaN : item.Number("max_depeg"), original);
        if (item.GetProperty("reference").ValueKind == JsonValueKind.Null)
            return;
        var reference = item.GetProperty("reference");
        Golden.Compare([reference.Number("peak_to_trough"), reference.Number("vs_parity")], [Depeg.PeakToTrough(ratios), Depeg.AgainstParity(ratios)], Tolerance.Absolute(1e-14), name);
    }

    [Fact]
    public void Depeg_StakingRewardsHideADip_TheTrendBringsItBack()
    {
        // A dip of 7 % on a token that gains a thousandth a day: the original sees a gain.
        double[] ratios = [.. Enumerable.Range(0, 200).Select(day => Math.Exp(0.001 * day) * (day is >= 120 and < 125 ? 0.93 : 1))];
        Assert.Equal(0.001, Depeg.FromFirst(ratios));
        Assert.Equal(0.001, Depeg.Growth(ratios), 1e-12);
        Assert.Equal(-0.07, Depeg.PeakToTrough(ratios, Depeg.Growth(ratios)), 1e-9);
        Assert.Equal((Math.Exp(0.001) * 0.93) - 1, Depeg.PeakToTrough(ratios), 1e-9);
    }

    [Fact]
    public void Ratios_PricesOfTwoSources_MeetByDay()
    {
        var token = Sample.Series(0.95, double.NaN, 1.9);
        var standard = Sample.Series(1, 1, 2);
        Assert.Equal([0.95, 0.95], Depeg.Ratios(new AlignedPrices(token, standard)));
    }

    static double[] Ratios(JsonElement root, JsonElement item)
    {
        if (item.GetProperty("token_prices").ValueKind == JsonValueKind.Null)
            return [];
        var token = Prices(item.GetProperty("token_prices"));
        var standard = item.GetProperty("proxy_prices") switch
        {
            { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } => Prices(root.GetProperty("cases")[0].GetProperty("proxy_prices")),
            var own => Prices(own),
        };
        return standard is null ? token : [.. token.Zip(standard, (price, proxy) => price / proxy)];
    }

    static double[] Prices(JsonElement list) => [.. list.EnumerateArray().Select(pair => pair[1].GetDouble())];
}
