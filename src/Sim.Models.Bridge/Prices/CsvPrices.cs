using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Prices from a folder of CSV files, one for each pair: <c>dot-usd.csv</c>, or <c>dot-usd-max.csv</c> as CoinGecko names its exports.</summary>
/// <remarks>A file is CoinGecko's export (<c>snapped_at,price,market_cap,total_volume</c>) or plain (<c>date,price</c>), one row a UTC day, in order of time; an empty price is a gap.</remarks>
/// <param name="folder">The folder that holds the files.</param>
public sealed class CsvPrices(string folder) : IPriceSource
{
    /// <inheritdoc/>
    /// <exception cref="SimulationException">there is no file of the pair, or two, or a row is wrong; the message names file and line</exception>
    public ValueTask<PriceSeries> Get(TokenPair pair, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(PriceFile.Read(Locate(pair), pair).Between(from, to));
    }

    string Locate(TokenPair pair)
    {
        string[] names = [$"{pair.Base}-{pair.Quote}.csv", $"{pair.Base}-{pair.Quote}-max.csv"];
        var found = names.Where(name => File.Exists(Path.Combine(folder, name))).ToList();
        return found switch
        {
            [var name] => Path.Combine(folder, name),
            [] => throw new SimulationException($"{folder}: there are no prices of {pair}: neither {names[0]} nor {names[1]} is there. {Present()} Export the pair there, or choose another source of prices."),
            _ => throw new SimulationException($"{folder}: {names[0]} and {names[1]} both hold prices of {pair}. Keep one of them."),
        };
    }

    string Present()
    {
        if (!Directory.Exists(folder))
            return "The folder does not exist.";
        var files = Directory.GetFiles(folder, "*.csv").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        return files.Count == 0 ? "The folder holds no CSV file." : $"The folder holds {string.Join(", ", files)}.";
    }
}
