using Sim.Framework;

namespace Sim.Models.Fei.Tests;

public sealed class PriceRecordTests : IDisposable
{
    readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("sim-prices-").FullName, "eth.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    IReadOnlyList<double> Read(string text)
    {
        File.WriteAllText(_file, text);
        return PriceRecord.FromCsv(_file);
    }

    [Fact]
    public void FromCsv_CoinGeckoExport_GivesItsPrices()
    {
        var prices = Read("snapped_at,price,market_cap,total_volume\n2021-04-03 00:00:00 UTC,0.948517044537991,2263704737.2316623,615268021.5066019\n2021-04-04 00:00:00 UTC,0.95,,\n");
        Assert.Equal([0.948517044537991, 0.95], prices);
        var states = Experiment.Of(FeiProtocol.Create()).Parameters(new FeiParameters { FeiPrice = Process.Recorded(prices) }).Timesteps(1)
            .Run(cancellationToken: TestContext.Current.CancellationToken).Column(state => state.Price.Fei);
        Assert.Equal(prices, states);
    }

    [Theory]
    [InlineData("date;close", "line 1: no column is called price, close, value")]
    [InlineData("", "line 1: no column is called price, close, value")]
    [InlineData("date,close\n", "has a header and no rows")]
    [InlineData("date,close\n2021-04-03,1.5\n2021-04-04,-2\n", "line 3: '-2' is no price; it must be a number above zero")]
    [InlineData("date,close\n2021-04-03,\"1,5\"\n", "line 2: '1,5' is no price")]
    [InlineData("date,close\n2021-04-03\n", "line 2: '' is no price")]
    [InlineData("date,close\n2021-04-03,\"1.5\"x\n", "line 2: this is no CSV row: Malformed CSV in record 2 (line 2): text after the closing quote")]
    [InlineData("date,close\n2021-04-03,\"1.5\n2021-04-04,1\n", "line 2: this is no CSV row: Malformed CSV in record 2 (line 2): a quoted field that is never closed")]
    [InlineData("date;close\n2021-04-03;1\n", "line 1: no column is called price, close, value")]
    [InlineData("date,note,close\n2021-04-03,\"two\nlines\",1\n\n2021-04-04,,x\n", "line 5: 'x' is no price")]
    public void FromCsv_BadFile_IsRefusedWithFileAndLine(string text, string expected)
    {
        var refused = Assert.Throws<SimulationException>(() => Read(text));
        Assert.Contains(_file, refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromCsv_MarkSpacesQuotesAndBlankLines_ArePassedOver() =>
        Assert.Equal([1.5, 2], Read("\uFEFFdate , Close\r\n\"2021,04\" , \"1.5\"\r\n\r\nx, 2e0 "));

    [Fact]
    public void FromCsv_NoFile_IsRefused() =>
        Assert.Contains("cannot be read", Assert.Throws<SimulationException>(() => PriceRecord.FromCsv(_file + ".gone")).Message, StringComparison.Ordinal);
}
