using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Made-up prices: so that everything runs with no network and gives the same numbers every time.</summary>
/// <remarks>
/// A pair has one endless history for each seed, of which <see cref="Get"/> cuts out a window; every history starts at price 1, so levels mean nothing and returns
/// are what is modelled. Histories of different pairs are independent, but a pegged token follows what it is pegged to.
/// <see cref="PriceSeries.Origin"/> begins with "synthetic". Deviations and pegs: <see cref="SyntheticMarket"/>; the law: <see cref="SyntheticPath"/>.
/// </remarks>
/// <param name="seed">Any value; equal seeds give equal prices.</param>
/// <param name="process">The law.</param>
public sealed class SyntheticPrices(long seed, SyntheticProcess process = SyntheticProcess.GarchT) : IPriceSource
{
    /// <summary>The day on which every history starts.</summary>
    public static DateOnly Start { get; } = new(2020, 1, 1);

    /// <summary>The standard deviation of daily logarithmic returns of a pair that is not pegged (1/√day).</summary>
    public Func<TokenPair, double> VolatilityOf { get; init; } = SyntheticMarket.Volatility;

    /// <inheritdoc/>
    /// <exception cref="SimulationException">the window begins before <see cref="Start"/> or ends before it begins, or the volatility is not finite and at least 0</exception>
    public ValueTask<PriceSeries> Get(TokenPair pair, DateOnly from, DateOnly to, CancellationToken cancellationToken = default)
    {
        if (from < Start || to < from)
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"Synthetic prices of {pair} were asked for from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}; they start on {Start:yyyy-MM-dd}. Ask for a window that begins then or later and ends after it begins."));
        cancellationToken.ThrowIfCancellationRequested();
        var origin = string.Create(CultureInfo.InvariantCulture, $"synthetic ({process}, seed {seed})");
        var history = History(pair, to.DayNumber - Start.DayNumber + 1);
        return ValueTask.FromResult(new PriceSeries(pair, origin, from, history.AsSpan(from.DayNumber - Start.DayNumber)));
    }

    double[] History(TokenPair pair, int days)
    {
        var path = new double[days];
        Array.Fill(path, 1);
        if (pair.Base.Ticker == pair.Quote.Ticker)
            return path;
        if (SyntheticMarket.PegOf(pair.Base) is not { } peg)
        {
            SyntheticPath.Fill(path, process, Volatility(pair), SyntheticPath.StreamOf(seed, pair));
            return path;
        }

        SyntheticPath.FillPeg(path, SyntheticPath.StreamOf(seed, pair));
        var followed = History(pair with { Base = peg }, days);
        for (var day = 0; day < days; day++)
            path[day] *= followed[day];
        return path;
    }

    double Volatility(TokenPair pair)
    {
        var volatility = VolatilityOf(pair);
        return volatility >= 0 && double.IsFinite(volatility) ? volatility
            : throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"The volatility of synthetic prices of {pair} is {volatility:R}; give a finite number of at least 0."));
    }
}
