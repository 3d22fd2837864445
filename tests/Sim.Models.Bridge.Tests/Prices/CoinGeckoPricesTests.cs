using System.Globalization;
using Sim.Framework;
using Sim.Models.Bridge.Prices;
using static Sim.Models.Bridge.Tests.Prices.LoopbackServer;

namespace Sim.Models.Bridge.Tests.Prices;

public sealed class CoinGeckoPricesTests : IDisposable
{
    // Today is 11 January 2024, 12:30; the window of the tests is 2 to 5 January.
    static readonly DateTimeOffset Now = new(2024, 1, 11, 12, 30, 0, TimeSpan.Zero);
    static readonly DateOnly From = new(2024, 1, 2);
    static readonly DateOnly To = new(2024, 1, 5);

    static readonly string Sound = Body([.. Enumerable.Range(0, 10).Select(day => (From.AddDays(day), 0, (double?)(7 + day))), (new DateOnly(2024, 1, 11), 12 * 3600, 99)]);

    readonly string _cache = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    // Names nothing outside this machine, whatever proxy the machine has.
    readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    readonly ImmediateTime _time = new(Now, limit: TimeSpan.FromMinutes(10));

    public void Dispose()
    {
        _client.Dispose();
        if (Directory.Exists(_cache))
            Directory.Delete(_cache, recursive: true);
    }

    [Fact]
    public async Task Get_SoundAnswer_GivesTheWindowAndKeepsTheRawBody()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        var series = await Get(server);
        Assert.Equal([7, 8, 9, 10], series.Prices.ToArray());
        Assert.Equal(From, series.First);
        Assert.Equal(["/coins/polkadot/market_chart?vs_currency=usd&days=9&interval=daily accept=application/json agent=Sim.Models.Bridge key="], server.Requests);
        Assert.Equal($"{server.Address}coins/polkadot/market_chart?vs_currency=usd&days=9&interval=daily", series.Origin);
        var file = Assert.Single(Directory.GetFiles(_cache));
        Assert.Equal("polkadot_usd_2024-01-02_2024-01-11.json", Path.GetFileName(file));
        Assert.Equal(Sound, await File.ReadAllTextAsync(file, Cancel));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Get_WholeWindowUpToToday_KeepsThePriceOfMidnightAndDropsThatOfNow()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        var series = await Get(server, to: new DateOnly(2024, 2, 1));
        Assert.Equal((10, 16.0), (series.Count, series.On(new DateOnly(2024, 1, 11))));
    }

    [Fact]
    public async Task Get_KeyAndOddNames_AreSentEscaped()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        var pair = new TokenPair(new Token("a/b c", "x"), new Token("id", "u&d"));
        await Source(server, options => options with { Key = "abc" }).Get(pair, From, To, Cancel);
        Assert.Equal(["/coins/a%2Fb%20c/market_chart?vs_currency=u%26d&days=9&interval=daily accept=application/json agent=Sim.Models.Bridge key=abc"], server.Requests);
        Assert.Equal(["a%2Fb%20c_u%26d_2024-01-02_2024-01-11.json"], Directory.GetFiles(_cache).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Get_NullPrice_IsAGap()
    {
        await using var server = new LoopbackServer(Answer(Body((From, 0, 7), (From.AddDays(1), 0, null), (To, 0, 9))));
        var series = await Get(server);
        Assert.Equal([7, double.NaN, double.NaN, 9], series.Prices.ToArray());
    }

    [Fact]
    public async Task Get_WindowAlreadyKept_AsksNobody()
    {
        await using (var server = new LoopbackServer(Answer(Sound)))
            await Get(server);
        await using var silent = new LoopbackServer(Answer("", 500));
        Assert.Equal(2, (await Get(silent, From.AddDays(1), To.AddDays(-1))).Count);
        Assert.Equal(10, (await Get(silent, From, new DateOnly(2024, 2, 1))).Count);
        Assert.Empty(silent.Requests);
    }

    [Fact]
    public async Task Get_EarlierStartOrOtherPair_IsAskedFor()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        await Get(server);
        await Get(server, From.AddDays(-1));
        await Source(server).Get(Sample.DotUsd with { Quote = Sample.Btc }, From, To, Cancel);
        await Source(server).Get(Sample.DotUsd with { Base = new Token("polkadot_usd_2024-01-02", "x") }, From, To, Cancel);
        Assert.Equal(4, server.Requests.Count);
        // A longer answer does not take the place of the first one that covers the window.
        var again = await Get(server);
        Assert.Equal(Path.Combine(_cache, "polkadot_usd_2024-01-02_2024-01-11.json"), again.Origin);
    }

    [Fact]
    public async Task Get_AnswerKeptBeforeTheWindowEnded_IsNotUsed()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        Directory.CreateDirectory(_cache);
        await File.WriteAllTextAsync(Path.Combine(_cache, "polkadot_usd_2024-01-02_2024-01-04.json"), Body((From, 0, 1)), Cancel);
        Assert.Equal(4, (await Get(server)).Count);
        Assert.Single(server.Requests);
        // It serves the days that it covers.
        var earlier = await Get(server, to: To.AddDays(-1));
        Assert.Equal([1], earlier.Prices.ToArray());
    }

    [Fact]
    public async Task Get_DamagedFileInTheCache_NamesTheFile()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        await Get(server);
        var file = Directory.GetFiles(_cache)[0];
        await File.WriteAllTextAsync(file, Sound[..50], Cancel);
        var error = await Assert.ThrowsAsync<SimulationException>(() => Get(server));
        Assert.Equal($"The prices of dot/usd from {file} cannot be used: the answer is not whole JSON: it breaks off or is damaged in line 1, byte 51. Delete the file, so that the period is fetched again.", error.Message);
    }

    [Fact]
    public async Task Get_CacheThatCannotBeWritten_SaysSo()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        await File.WriteAllTextAsync(_cache, "a file, not a folder", Cancel);
        try
        {
            var error = await Assert.ThrowsAsync<SimulationException>(() => Get(server));
            Assert.StartsWith($"{_cache}: the cache of prices of dot/usd cannot be written: ", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(" Name a folder that can be written, or none.", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(_cache);
        }
    }

    [Fact]
    public async Task Get_NoCache_KeepsNothing()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        await Source(server, options => options with { Cache = null }).Get(Sample.DotUsd, From, To, Cancel);
        Assert.False(Directory.Exists(_cache));
    }

    [Fact]
    public async Task Get_BusyWithAWish_WaitsAsAsked()
    {
        await using var server = new LoopbackServer(
            Answer("", 429, ("Retry-After", "7")),
            Answer("", 503, ("Retry-After", Now.AddSeconds(7 + 50).ToString("R", CultureInfo.InvariantCulture))),
            Answer("", 429, ("Retry-After", "1")),
            Answer(Sound));
        Assert.Equal(4, (await Get(server)).Count);
        // The third wish is shorter than the third back-off.
        Assert.Equal([7, 50, 8], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Get_ServerErrorsThatPass_BacksOffTwiceAsLongEachTime()
    {
        await using var server = new LoopbackServer(Answer("oops", 500), Answer("", 502), BreakOff, Answer("", 408), Answer(Sound));
        Assert.Equal(4, (await Get(server)).Count);
        Assert.Equal([2, 4, 8, 16], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(429, "{\"status\":{\"error_code\":429,\"error_message\":\"You've exceeded the Rate Limit.\"}}", 5, "status 429, saying \"You've exceeded the Rate Limit\". Try again later, with a longer interval between requests or the key of an account.")]
    [InlineData(500, "<html>oops</html>", 5, "status 500. Try again later, or take the prices from CSV files or synthetic ones.")]
    [InlineData(404, "{\"error\":\"coin not found\"}", 1, "status 404, saying \"coin not found\". Correct the id 'polkadot' of dot in the configuration.")]
    [InlineData(401, "{\"error\":{\"status\":{\"error_code\":10012,\"error_message\":\"Your request\\nexceeds the allowed time range.\"}}}", 1, "status 401, saying \"Your request exceeds the allowed time range\". Ask for a later start, since the service's free history is short, give the key of an account, or take the prices from CSV files or synthetic ones.")]
    [InlineData(422, "{\"error\":\"invalid vs_currency\"}", 1, "status 422, saying \"invalid vs_currency\". Check the id 'polkadot' and the currency 'usd', or take the prices from CSV files or synthetic ones.")]
    public async Task Get_RefusalThatStays_SaysStatusReasonAndCure(int status, string body, int tries, string message)
    {
        await using var server = new LoopbackServer(Answer(body, status));
        var expected = $"The prices of dot/usd were refused by {Url(server)} after {(tries == 1 ? "1 try" : $"{tries} tries")}: {message}";
        Assert.Equal(expected, await Error(server));
        Assert.Equal(tries, server.Requests.Count);
        Assert.False(Directory.Exists(_cache));
    }

    [Fact]
    public async Task Get_WishBeyondTheLongestWait_FailsAtOnce()
    {
        await using var server = new LoopbackServer(Answer("", 429, ("Retry-After", "3600")));
        Assert.Equal($"The prices of dot/usd were refused by {Url(server)} after 1 try: status 429. Try again in 3600 s, as it asks.", await Error(server));
        Assert.Empty(_time.Waits);
    }

    public static TheoryData<string, string> BrokenBodies() => new()
    {
        { "", "the answer is not whole JSON: it breaks off or is damaged in line 1, byte 1" },
        { Sound[..60], "the answer is not whole JSON: it breaks off or is damaged in line 1, byte 61" },
        { "\n <!DOCTYPE html><html>Just a moment…</html>", "the answer is a web page, not JSON" },
        { "[]", "the answer holds no prices" },
        { "{\"market_caps\": []}", "the answer holds no prices" },
        { "{\"prices\": null}", "the answer holds no prices" },
        { "{\"error\": \"coin not found\"}", "the answer holds no prices and says \"coin not found\"" },
        { "{\"prices\": []}", "the list of prices is empty" },
        { "{\"prices\": [[1704153600000]]}", "price 1 is [1704153600000], not [milliseconds, price]" },
        { "{\"prices\": [[\"2024-01-02\", 7]]}", "price 1 is [\"2024-01-02\", 7], not [milliseconds, price]" },
        { "{\"prices\": [[1e300, 7]]}", "price 1 is [1e300, 7], not [milliseconds, price]" },
        { "{\"prices\": [[-1, 7]]}", "price 1 is [-1, 7], not [milliseconds, price]" },
        { Body((From, 0, 7), (From.AddDays(1), 0, 0)), "price 2 is 0; a price is finite and above 0" },
        { Body((From, 0, -7)), "price 1 is -7; a price is finite and above 0" },
        { "{\"prices\": [[1704153600000, \"7\"]]}", "price 1 is \"7\"; a price is finite and above 0" },
        { "{\"prices\": [[1704153600000, 1e999]]}", "price 1 is 1e999; a price is finite and above 0" },
        { Body((From.AddDays(1), 0, 7), (From, 0, 7)), "price 2 is not later than the one before it (2024-01-02 00:00:00 after 2024-01-03 00:00:00)" },
        { Body((From, 0, 7), (From, 0, 7)), "price 2 is not later than the one before it (2024-01-02 00:00:00 after 2024-01-02 00:00:00)" },
        { Body((From, 0, 7), (From, 3600, 7), (From, 7200, 7)), "there are several prices on 2024-01-02, so they are not daily" },
    };

    [Theory, MemberData(nameof(BrokenBodies))]
    public async Task Get_BrokenAnswer_SaysPairAddressAndCureAndKeepsNothing(string body, string found)
    {
        await using var server = new LoopbackServer(Answer(body));
        Assert.Equal($"The prices of dot/usd from {Url(server)} cannot be used: {found}. Try again later, or take the prices from CSV files.", await Error(server));
        Assert.Single(server.Requests);
        Assert.False(Directory.Exists(_cache));
    }

    [Fact]
    public async Task Get_ConnectionThatAlwaysBreaksOff_SaysSo()
    {
        await using var server = new LoopbackServer(BreakOff);
        var message = await Error(server);
        Assert.StartsWith($"The prices of dot/usd could not be fetched from {Url(server)} in 5 tries: ", message, StringComparison.Ordinal);
        Assert.EndsWith(". Check the network and the address, or take the prices from CSV files or synthetic ones.", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_cache));
    }

    [Fact]
    public async Task Get_NobodyListens_SaysSo()
    {
        LoopbackServer gone;
        await using (gone = new LoopbackServer(Answer(Sound)))
        {
        }

        Assert.StartsWith($"The prices of dot/usd could not be fetched from {Url(gone)} in 5 tries: ", await Error(gone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NoAnswerInTime_SaysHowLongItWaited()
    {
        LoopbackServer? server = null;
        await using var hanging = server = new LoopbackServer(context => server!.Hang()(context));
        var impatient = new ImmediateTime(Now, limit: TimeSpan.MaxValue);
        var source = new CoinGeckoPrices(_client, Options(server) with { Timeout = TimeSpan.FromSeconds(3), Retries = 1 }, impatient);
        var error = await Assert.ThrowsAsync<SimulationException>(() => source.Get(Sample.DotUsd, From, To, Cancel).AsTask());
        Assert.Equal($"The prices of dot/usd could not be fetched from {Url(server)} in 2 tries: there was no answer in 3 s. Check the network and the address, or take the prices from CSV files or synthetic ones.", error.Message);
        Assert.Equal([3, 2, 3], impatient.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task Get_Cancelled_Stops()
    {
        LoopbackServer? server = null;
        await using var hanging = server = new LoopbackServer(context => server!.Hang()(context));
        using var cancel = new CancellationTokenSource();
        var waiting = Source(server).Get(Sample.DotUsd, From, To, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Get_OneAfterAnother_KeepsTheInterval()
    {
        await using var server = new LoopbackServer(Answer(Sound));
        var source = Source(server, options => options with { Interval = TimeSpan.FromSeconds(2.5), Cache = null });
        for (var request = 0; request < 4; request++)
            await source.Get(Sample.DotUsd, From, To, Cancel);
        Assert.Equal([2.5, 2.5, 2.5], _time.Waits.Select(wait => wait.TotalSeconds));
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData("2024-01-05", "2024-01-02")]
    [InlineData("2024-01-12", "2024-01-20")]
    public async Task Get_NoWindowOfThePast_IsRefused(string from, string to)
    {
        await using var server = new LoopbackServer(Answer(Sound));
        var error = await Assert.ThrowsAsync<SimulationException>(() => Get(server, DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture)));
        Assert.Equal($"CoinGecko was asked for prices of dot/usd from {from} to {to}, and today is 2024-01-11. Ask for a window of the past that ends after it begins.", error.Message);
        Assert.Empty(server.Requests);
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static string Url(LoopbackServer server) => $"{server.Address}coins/polkadot/market_chart?vs_currency=usd&days=9&interval=daily";

    static string Body(params (DateOnly Day, int Second, double? Price)[] rows) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"prices\":[{string.Join(',', rows.Select(row => $"[{Milliseconds(row.Day, row.Second)},{row.Price?.ToString("R", CultureInfo.InvariantCulture) ?? "null"}]"))}],\"market_caps\":[],\"total_volumes\":[]}}");

    static long Milliseconds(DateOnly day, int second) => new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero).AddSeconds(second).ToUnixTimeMilliseconds();

    CoinGeckoOptions Options(LoopbackServer server) => new() { Address = server.Address, Cache = _cache, Interval = TimeSpan.Zero, Timeout = TimeSpan.FromHours(1) };

    CoinGeckoPrices Source(LoopbackServer server, Func<CoinGeckoOptions, CoinGeckoOptions>? change = null) =>
        new(_client, change?.Invoke(Options(server)) ?? Options(server), _time);

    Task<PriceSeries> Get(LoopbackServer server, DateOnly? from = null, DateOnly? to = null) => Source(server).Get(Sample.DotUsd, from ?? From, to ?? To, Cancel).AsTask();

    async Task<string> Error(LoopbackServer server) => (await Assert.ThrowsAsync<SimulationException>(() => Get(server))).Message;
}
