using System.Text;
using Sim.Models.Bridge.Prices;
using Sim.Models.Fei;

namespace Sim.Fuzz.Tests;

/// <summary>Files of prices that chance or malice has written: CSV of both models, and answers of the service that were kept.</summary>
public sealed class PriceTests : IDisposable
{
    const string Name = "dot-usd.csv";

    static readonly TokenPair Pair = new(new Token("polkadot", "dot"), new Token("usd", "usd"));

    static readonly string Export = "snapped_at,price,market_cap,total_volume\n" + string.Concat(Enumerable.Range(1, 28).Select(
        day => FormattableString.Invariant($"2024-02-{day:D2} 00:00:00 UTC,{6.5 + (day / 7.0):R},{8e9 + day:R},{1e8:R}\n")));

    static readonly string Plain = "date,price\n2024-01-01,\"1.5\"\n2024-01-02,\n2024-01-03,2e-3\n";

    static readonly string Chart = "{\"prices\": [" + string.Join(", ", Enumerable.Range(0, 28).Select(
        day => FormattableString.Invariant($"[{1_706_745_600_000 + (day * 86_400_000L)}, {6.5 + (day / 7.0):R}]"))) + "], \"market_caps\": [], \"status\": {\"error_message\": \"none\"}}";

    readonly TemporaryFolder _folder = new();

    /// <summary>Texts that no reader of prices may take.</summary>
    public static TheoryData<string, string> Hostile => new()
    {
        { "nothing", "" },
        { "NUL bytes", new string('\0', 1_000) },
        { "a NUL in a price", Export.Replace("6.5", "6\0.5", StringComparison.Ordinal).Replace("6.6", "6\0.6", StringComparison.Ordinal) },
        { "a line of five million letters", "date,price\n" + new string('x', 5_000_000) },
        { "a header of five million letters", new string('x', 5_000_000) + "\n" + Plain },
        { "a price of a million digits", "date,price\n2024-01-01," + new string('9', 1_000_000) },
        { "a million columns", "date" + new string(',', 1_000_000) + "\n" },
        { "a row of a million columns", "date,price\nx" + new string(',', 1_000_000) + "\n" },
        { "a quote that never ends", "date,price\n\"2024-01-01,1\n" + string.Concat(Enumerable.Repeat("2024-01-02,1\n", 100_000)) },
        { "a quote in the header that never ends", "date,\"price\n" + string.Concat(Enumerable.Repeat("2024-01-02,1\n", 100_000)) },
        { "quotes within a field", "date,price\n2024-01-01,1\"5\"\"\n" },
        { "a day that never was", "date,price\n2024-02-30,1\n" },
        { "an infinite price", "date,price\n2024-01-01,Infinity\n" },
        { "a price beyond numbers", "date,price\n2024-01-01,1e400\n" },
        { "a price that is none", "date,price\n2024-01-01,NaN\n" },
        { "a negative price", "date,price\n2024-01-01,-1\n" },
        { "a price of zero", "date,price\n2024-01-01,-0.0\n" },
        { "a price that vanishes", "date,price\n2024-01-01,1e-400\n" },
        { "control characters", "da\u001b[31mte,price\nx,y\n" },
        { "control characters in a price", "date,price\n2024-01-01,\u001b[31m\u0007\n" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BridgePrices_Damaged_WorkOrAreRefused() =>
        Fuzzing.Run(101, 1_500, chance => new Mutator(chance).Text(chance.Next(3) > 0 ? Export : Plain, Plain), ReadBridge, Name);

    [Fact]
    public void FeiPrices_Damaged_WorkOrAreRefused() =>
        Fuzzing.Run(102, 1_500, chance => new Mutator(chance).Text(chance.Next(3) > 0 ? Export : Plain, Plain), ReadFei, Name);

    [Fact]
    public void KeptAnswers_Damaged_WorkOrAreRefused() =>
        Fuzzing.Run(103, 1_500, chance => new Mutator(chance).Text(Chart, Plain), text => MarketChart.Parse(Encoding.UTF8.GetBytes(text), Pair, Name, "Delete it."), Name);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Prices_Hostile_AreRefused(string what, string text)
    {
        Assert.NotEmpty(what);
        Fuzzing.Refused(() => ReadBridge(text), Name);
        Fuzzing.Refused(() => MarketChart.Parse(Encoding.UTF8.GetBytes(text), Pair, Name, "Delete it."), Name);
        // Days do not matter to this reader.
        if (what != "a day that never was")
            Fuzzing.Refused(() => ReadFei(text), Name);
    }

    /// <summary>The widest series that dates can make is still read.</summary>
    [Fact]
    public void BridgePrices_FromTheFirstDayToTheLast_AreRead()
    {
        Fuzzing.Survived(() => ReadBridge("date,price\n0001-01-01,1\n9999-12-31,1\n"), Name);
        Fuzzing.Survived(() => ReadBridge("date,price\n9999-12-31T23:59:59.9999999Z,1\n"), Name);
    }

    void ReadBridge(string text)
    {
        _folder.Write(Name, Encoding.UTF8.GetBytes(text));
        var read = new CsvPrices(_folder.Path).Get(Pair, DateOnly.MinValue, DateOnly.MaxValue, TestContext.Current.CancellationToken);
        var series = read.AsTask().GetAwaiter().GetResult();
        _ = (series.Last, series.FirstPriced, series.Gaps, Returns.Simple(series));
    }

    void ReadFei(string text) => PriceRecord.FromCsv(_folder.Write(Name, Encoding.UTF8.GetBytes(text)));
}
