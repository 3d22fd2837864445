using System.Globalization;
using CsvHelper;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Reads the daily prices of a pair from one CSV file.</summary>
static class PriceFile
{
    static readonly string[] DateColumns = ["snapped_at", "date"];

    static readonly string[] DateFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    // By itself the library guesses the separator, reads on over quotes in the wrong place, and counts no lines.
    static readonly CsvReaderOptions Form = new() { Separator = ',', TrimWhitespace = true, TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw };

    internal static PriceSeries Read(string path, TokenPair pair)
    {
        try
        {
            using var reader = new StreamReader(path);
            return Read(reader, path, pair);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"{path}: the prices of {pair} cannot be read: {error.Message} Name a readable file.", error);
        }
    }

    internal static PriceSeries Read(TextReader text, string path, TokenPair pair)
    {
        try
        {
            using var csv = CsvReader.Create(text, Form);
            var (dates, prices) = Columns(csv, path);
            var entries = new List<(DateOnly Day, double Price)>();
            while (csv.Read())
                Add(entries, new Row(path, csv.LineNumber, csv.GetString(dates), prices < csv.FieldCount ? csv.GetString(prices) : null));
            return entries.Count > 0
                ? PriceSeries.FromEntries(pair, path, entries)
                : throw new SimulationException($"{path}: the file has a header and no prices of {pair}. Export it again.");
        }
        catch (CsvFormatException error)
        {
            throw new SimulationException($"{path}, line {error.LineNumber}: this is not CSV: {error.Message} Correct or remove the line.", error);
        }
    }

    static (int Dates, int Prices) Columns(CsvReader csv, string path)
    {
        string[] header = [.. csv.Headers];
        if (header.Length == 0)
            throw new SimulationException($"{path}: the file is empty. Its first line is `snapped_at,price,market_cap,total_volume` or `date,price`.");
        var (dates, prices) = (Array.FindIndex(header, name => DateColumns.Contains(name)), Array.IndexOf(header, "price"));
        return dates >= 0 && prices >= 0 ? (dates, prices)
            : throw new SimulationException($"{path}, line {csv.LineNumber}: found the columns '{string.Join(",", header)}' where `snapped_at` or `date`, and `price`, are needed. Correct the header.");
    }

    static void Add(List<(DateOnly Day, double Price)> entries, Row row)
    {
        if (!DateTime.TryParseExact(row.Date, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            throw row.Because($"found '{row.Date}' where a date is needed", "Write it as 2024-02-09 or 2024-02-09 00:00:00 UTC.");
        var day = DateOnly.FromDateTime(time);
        if (entries.Count > 0 && day <= entries[^1].Day)
            throw row.Because($"{day:yyyy-MM-dd} comes after {entries[^1].Day:yyyy-MM-dd}", "Keep one row a UTC day, in order of time.");
        entries.Add((day, Price(row)));
    }

    static double Price(Row row)
    {
        if (row.Price is null)
            throw row.Because("the row ends before the price", "Write date and price, or leave the day out.");
        if (row.Price.Length == 0)
            return double.NaN;
        if (!double.TryParse(row.Price, NumberStyles.Float, CultureInfo.InvariantCulture, out var price))
            throw row.Because($"found '{row.Price}' where a price is needed", "Write a number with a decimal point, or nothing if there is no price.");
        if (!PriceSeries.IsPrice(price))
            throw row.Because($"found the price {row.Price}", "A price is finite and above 0; leave it empty if there is none.");
        return price;
    }

    readonly record struct Row(string Path, long Line, string Date, string? Price)
    {
        internal SimulationException Because(FormattableString found, string advice) => Because(found.ToString(CultureInfo.InvariantCulture), advice);

        internal SimulationException Because(string found, string advice) => new($"{Path}, line {Line}: {found}. {advice}");
    }
}
