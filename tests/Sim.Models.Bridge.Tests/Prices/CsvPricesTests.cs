using Sim.Framework;
using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Tests.Prices;

public sealed class CsvPricesTests : IDisposable
{
    const string Export = """
        snapped_at,price,market_cap,total_volume
        2024-01-01 00:00:00 UTC,8.19,10340000000.0,250000000.0
        2024-01-02 00:00:00 UTC,8.62,,270000000.0
        2024-01-03 00:00:00 UTC,,10900000000.0,0
        2024-01-05 00:00:00 UTC,7.5,10900000000.0,0
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("prices-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Get_Export_GivesADayForEachPriceAndGapsForTheRest()
    {
        Write("dot-usd-max.csv", Export);
        var series = await Get(Sample.Day, Sample.Day.AddDays(30));
        Assert.Equal([8.19, 8.62, double.NaN, double.NaN, 7.5], series.Prices.ToArray());
        Assert.Equal((Sample.Day, 2), (series.First, series.Gaps));
        Assert.Equal(Path.Combine(_folder, "dot-usd-max.csv"), series.Origin);
    }

    [Theory]
    [InlineData("date,price\n2024-01-01,8.19\n2024-01-02,8.62\n")]
    [InlineData("price,date\r\n8.19,2024-01-01T00:00:00Z\r\n\"8.62\",2024-01-02T23:59:59.999Z\r\n")]
    [InlineData("\uFEFFdate , price\n2024-01-01, 8.19\n\n2024-01-02, 862e-2")]
    public async Task Get_PlainFile_IsReadInAnyUsualForm(string text)
    {
        Write("dot-usd.csv", text);
        var series = await Get(Sample.Day, Sample.Day.AddDays(30));
        Assert.Equal([8.19, 8.62], series.Prices.ToArray());
    }

    [Fact]
    public async Task Get_PartOfTheFile_IsCutOut()
    {
        Write("dot-usd.csv", Export);
        var (inside, before) = (await Get(Sample.Day.AddDays(1), Sample.Day.AddDays(2)), await Get(Sample.Day.AddDays(-9), Sample.Day.AddDays(-1)));
        Assert.Equal([8.62, double.NaN], inside.Prices.ToArray());
        Assert.Equal(0, before.Count);
    }

    [Theory]
    [InlineData("", "{file}: the file is empty. Its first line is `snapped_at,price,market_cap,total_volume` or `date,price`.")]
    [InlineData("date,price\n", "{file}: the file has a header and no prices of dot/usd. Export it again.")]
    [InlineData("day,price\n2024-01-01,1\n", "{file}, line 1: found the columns 'day,price' where `snapped_at` or `date`, and `price`, are needed. Correct the header.")]
    [InlineData("date,close\n2024-01-01,1\n", "{file}, line 1: found the columns 'date,close' where `snapped_at` or `date`, and `price`, are needed. Correct the header.")]
    [InlineData("date,price\n2024-01-01,1\n01.02.2024,1\n", "{file}, line 3: found '01.02.2024' where a date is needed. Write it as 2024-02-09 or 2024-02-09 00:00:00 UTC.")]
    [InlineData("date,price\n2024-01-01,1\n\n2024-01-02,\"1,5\"\n", "{file}, line 4: found '1,5' where a price is needed. Write a number with a decimal point, or nothing if there is no price.")]
    [InlineData("date,price\n2024-01-01,0\n", "{file}, line 2: found the price 0. A price is finite and above 0; leave it empty if there is none.")]
    [InlineData("date,price\n2024-01-01,-3\n", "{file}, line 2: found the price -3. A price is finite and above 0; leave it empty if there is none.")]
    [InlineData("date,price\n2024-01-01,1e999\n", "{file}, line 2: found the price 1e999. A price is finite and above 0; leave it empty if there is none.")]
    [InlineData("date,price\n2024-01-01,NaN\n", "{file}, line 2: found the price NaN. A price is finite and above 0; leave it empty if there is none.")]
    [InlineData("date,price\n2024-01-01\n", "{file}, line 2: the row ends before the price. Write date and price, or leave the day out.")]
    [InlineData("date,price\n2024-01-02,1\n2024-01-02,1\n", "{file}, line 3: 2024-01-02 comes after 2024-01-02. Keep one row a UTC day, in order of time.")]
    [InlineData("date,price\n2024-01-02,1\n2024-01-01,1\n", "{file}, line 3: 2024-01-01 comes after 2024-01-02. Keep one row a UTC day, in order of time.")]
    [InlineData("date;price\n2024-01-01;1\n", "{file}, line 1: found the columns 'date;price' where `snapped_at` or `date`, and `price`, are needed. Correct the header.")]
    [InlineData("date,price\n2024-01-02,1\"2\n", "{file}, line 2: this is not CSV: Malformed CSV in record 2 (line 2): a quote inside an unquoted field (byte offset 23). Correct or remove the line.")]
    [InlineData("date,price\n2024-01-02,\"1\"2\n", "{file}, line 2: this is not CSV: Malformed CSV in record 2 (line 2): text after the closing quote of a quoted field (byte offset 25). Correct or remove the line.")]
    [InlineData("date,price,note\n2024-01-01,1,\"two\nlines\"\n2024-01-02,0,\n", "{file}, line 4: found the price 0. A price is finite and above 0; leave it empty if there is none.")]
    [InlineData("date,price\n\n\"2024-01-01,1\n2024-01-02,2\n", "{file}, line 3: this is not CSV: Malformed CSV in record 2 (line 3): a quoted field that is never closed (byte offset 39). Correct or remove the line.")]
    public async Task Get_WrongFile_SaysFileLineAndCure(string text, string message)
    {
        Write("dot-usd.csv", text);
        Assert.Equal(message.Replace("{file}", Path.Combine(_folder, "dot-usd.csv"), StringComparison.Ordinal), await Error());
    }

    [Fact]
    public async Task Get_NoFile_SaysWhatTheFolderHolds()
    {
        Assert.Equal($"{_folder}: there are no prices of dot/usd: neither dot-usd.csv nor dot-usd-max.csv is there. The folder holds no CSV file. Export the pair there, or choose another source of prices.", await Error());
        Write("dot-btc.csv", Export);
        Write("ksm-btc.csv", Export);
        Assert.Contains("The folder holds dot-btc.csv, ksm-btc.csv.", await Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_TwoFilesOfAPair_AsksToKeepOne()
    {
        Write("dot-usd.csv", Export);
        Write("dot-usd-max.csv", Export);
        Assert.Equal($"{_folder}: dot-usd.csv and dot-usd-max.csv both hold prices of dot/usd. Keep one of them.", await Error());
    }

    [Fact]
    public async Task Get_MissingFolder_SaysSo()
    {
        var source = new CsvPrices(Path.Combine(_folder, "none"));
        var error = await Assert.ThrowsAsync<SimulationException>(() => source.Get(Sample.DotUsd, Sample.Day, Sample.Day, TestContext.Current.CancellationToken).AsTask());
        Assert.Contains("The folder does not exist.", error.Message, StringComparison.Ordinal);
    }

    void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    Task<PriceSeries> Get(DateOnly from, DateOnly to) => new CsvPrices(_folder).Get(Sample.DotUsd, from, to, TestContext.Current.CancellationToken).AsTask();

    async Task<string> Error() => (await Assert.ThrowsAsync<SimulationException>(() => Get(Sample.Day, Sample.Day.AddDays(30)))).Message;
}
