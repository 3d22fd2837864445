using System.Globalization;
using System.Text.Json;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Reads the body of CoinGecko's market chart: <c>{"prices": [[milliseconds, price], …], …}</c>, and refuses what is no series of daily prices.</summary>
static class MarketChart
{
    const int LongestMessage = 200;

    /// <summary>The prices of a body; a null price is a gap.</summary>
    /// <param name="body">The raw answer.</param>
    /// <param name="pair">What the prices are of.</param>
    /// <param name="place">Where it came from, for messages.</param>
    /// <param name="advice">What to do when it is broken, for messages.</param>
    internal static PriceSeries Parse(byte[] body, TokenPair pair, string place, string advice)
    {
        var chart = new Broken(pair, place, advice);
        if (body.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("<"u8))
            throw chart.Because("the answer is a web page, not JSON");
        try
        {
            using var document = JsonDocument.Parse(body);
            return PriceSeries.FromEntries(pair, place, Entries(document.RootElement, chart));
        }
        catch (InvalidOperationException error)
        {
            // Only reading a text finds that an escape in it stands for half a letter.
            throw chart.Because("the answer holds a text that cannot be read", error);
        }
        catch (JsonException error)
        {
            throw chart.Because(string.Create(CultureInfo.InvariantCulture, $"the answer is not whole JSON: it breaks off or is damaged in line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}"), error);
        }
    }

    /// <summary>What the service says of an error, in any of the forms it uses; null if nothing.</summary>
    internal static string? ErrorMessage(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Message(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static List<(DateOnly Day, double Price)> Entries(JsonElement root, Broken chart)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("prices", out var prices) || prices.ValueKind != JsonValueKind.Array)
            throw chart.Because(Message(root) is { } said ? $"the answer holds no prices and says \"{said}\"" : "the answer holds no prices");
        if (prices.GetArrayLength() == 0)
            throw chart.Because("the list of prices is empty");
        var entries = new List<(DateOnly Day, double Price)>(prices.GetArrayLength());
        var last = long.MinValue;
        foreach (var (row, entry) in prices.EnumerateArray().Index())
        {
            var time = Time(entry, row, chart);
            if (time <= last)
                throw chart.Because(string.Create(CultureInfo.InvariantCulture, $"price {row + 1} is not later than the one before it ({Show(time)} after {Show(last)})"));
            last = time;
            Add(entries, (DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime), Price(entry, row, chart)), row == prices.GetArrayLength() - 1, chart);
        }

        return entries;
    }

    // The service ends a chart with the price of this moment; the day it repeats already has its price.
    static void Add(List<(DateOnly Day, double Price)> entries, (DateOnly Day, double Price) entry, bool isLast, Broken chart)
    {
        if (entries.Count == 0 || entry.Day > entries[^1].Day)
            entries.Add(entry);
        else if (!isLast)
            throw chart.Because(string.Create(CultureInfo.InvariantCulture, $"there are several prices on {entry.Day:yyyy-MM-dd}, so they are not daily"));
    }

    static long Time(JsonElement entry, int row, Broken chart)
    {
        if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2 || entry[0].ValueKind != JsonValueKind.Number
            || !entry[0].TryGetDouble(out var time) || time is not (>= 0 and < 253_402_300_800_000))
            throw chart.Because($"price {row + 1} is {Short(entry.GetRawText())}, not [milliseconds, price]");

        return (long)time;
    }

    static double Price(JsonElement entry, int row, Broken chart)
    {
        if (entry[1].ValueKind == JsonValueKind.Null)
            return double.NaN;
        if (entry[1].ValueKind != JsonValueKind.Number || !entry[1].TryGetDouble(out var price) || !PriceSeries.IsPrice(price))
            throw chart.Because($"price {row + 1} is {Short(entry[1].GetRawText())}; a price is finite and above 0");
        return price;
    }

    static string? Message(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Short(element.GetString()!),
        JsonValueKind.Object when element.TryGetProperty("error_message", out var message) => Message(message),
        JsonValueKind.Object when element.TryGetProperty("error", out var error) => Message(error),
        JsonValueKind.Object when element.TryGetProperty("status", out var status) => Message(status),
        _ => null,
    };

    // On one line, whatever the service wrote.
    static string Short(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length <= LongestMessage ? line : $"{line[..LongestMessage]}…";
    }

    static string Show(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    readonly record struct Broken(TokenPair Pair, string Place, string Advice)
    {
        internal SimulationException Because(string found, Exception? error = null) => new($"The prices of {Pair} from {Place} cannot be used: {found}. {Advice}", error!);
    }
}
