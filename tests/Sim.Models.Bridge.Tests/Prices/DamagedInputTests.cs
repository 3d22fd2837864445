using System.Text;
using Sim.Framework;
using Sim.Models.Bridge.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Prices;

/// <summary>Whatever is done to an input, it gives a series of sound prices or an error for its reader, never another exception.</summary>
public sealed class DamagedInputTests
{
    const string Chart = """{"prices":[[1704153600000,7.5],[1704240000000,null],[1704326400000,9],[1704371400000,9.25]],"market_caps":[],"error":{"status":{"error_code":1,"error_message":"no\u0020way"}}}""";
    const string Csv = "snapped_at,price,market_cap,total_volume\n2024-01-01 00:00:00 UTC,8.19,1,2\n2024-01-02 00:00:00 UTC,,\"1\",2\n2024-01-03 00:00:00 UTC,7,1,2\n";

    static readonly string[] Insertions = ["\"", "[", "]", "{", "}", ",", "\n", "\r", "\0", "\\ud800", "\\u", "-", "e999", "0", "null", "NaN", "9999-12-31", "0001-01-01", " ", "\uFEFF", "prices", "<"];

    [Fact]
    public void MarketChart_Damaged_IsReadOrRefused() => Damage.Of(Chart, Insertions).ForAll(seed: 21, count: 500, body =>
    {
        MarketChart.ErrorMessage(Encoding.UTF8.GetBytes(body));
        Check(() => MarketChart.Parse(Encoding.UTF8.GetBytes(body), Sample.DotUsd, "here", "Do that."), "The prices of dot/usd from here cannot be used: ");
    });

    [Fact]
    public void PriceFile_Damaged_IsReadOrRefused() => Damage.Of(Csv, Insertions).ForAll(seed: 22, count: 500, text =>
        Check(() => PriceFile.Read(new StringReader(text), "dot-usd.csv", Sample.DotUsd), "dot-usd.csv"));

    [Fact]
    public void MarketChart_TextThatIsNoText_IsRefused()
    {
        var body = "{\"error\": \"\\ud800\"}"u8.ToArray();
        Assert.Null(MarketChart.ErrorMessage(body));
        Check(() => MarketChart.Parse(body, Sample.DotUsd, "here", "Do that."), "The prices of dot/usd from here cannot be used: the answer holds a text that cannot be read. Do that.");
    }

    static void Check(Func<PriceSeries> read, string start)
    {
        try
        {
            var series = read();
            Assert.All(series.Prices.ToArray(), price => Assert.True(double.IsNaN(price) || (price > 0 && double.IsFinite(price))));
        }
        catch (SimulationException error)
        {
            Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        }
    }
}
