using System.Globalization;
using CsvHelper;
using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>Reads recorded daily prices, such as an export of CoinGecko.</summary>
public static class PriceRecord
{
    static readonly string[] PriceNames = ["price", "close", "value"];

    // By itself the library guesses the separator, reads on over quotes in the wrong place, and counts no lines.
    static readonly CsvReaderOptions Form = new() { Separator = ',', TrimWhitespace = true, TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw };

    /// <summary>The prices of a CSV file in its order: one value a row, in the column named price, close or value.</summary>
    /// <remarks>Needs a header; other columns are passed over. A CoinGecko export has snapped_at, price, market_cap and total_volume.</remarks>
    /// <exception cref="SimulationException">The file cannot be read, has no such column or no row, or a price is no positive number; the message names file and line.</exception>
    public static IReadOnlyList<double> FromCsv(string path)
    {
        try
        {
            using var text = new StreamReader(path);
            using var csv = CsvReader.Create(text, Form);
            return Read(csv, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"The price record {path} cannot be read: {exception.Message}", exception);
        }
        catch (CsvFormatException exception)
        {
            throw new SimulationException($"{path}, line {exception.LineNumber}: this is no CSV row: {exception.Message}", exception);
        }
    }

    static List<double> Read(CsvReader csv, string path)
    {
        var column = Array.FindIndex([.. csv.Headers], name => PriceNames.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (column < 0)
            throw new SimulationException($"{path}, line 1: no column is called {string.Join(", ", PriceNames)}; name the column of prices so.");
        var prices = new List<double>();
        while (csv.Read())
        {
            var field = csv.GetString(column);
            if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) || !(price > 0) || !double.IsFinite(price))
                throw new SimulationException($"{path}, line {csv.LineNumber}: '{field}' is no price; it must be a number above zero.");
            prices.Add(price);
        }

        return prices.Count > 0 ? prices : throw new SimulationException($"{path} has a header and no rows: there is no price to read.");
    }
}
