using System.Text.Json;
using Sim.Models.Bridge.Paths;

namespace Sim.Models.Bridge.Tests.Paths;

/// <summary>The two strategies of the original that run and that its analysis never uses: what they are, found from their recorded paths.</summary>
/// <remarks>The record gives neither seed nor parameters. Both paths follow to 1e-12 from seed 42 and a volatility of 0.04 a day, so nothing else is in them.</remarks>
public sealed class OtherStrategiesTests
{
    const double Tolerance = 1e-12, Volatility = 0.04;

    static double[] Recorded(string strategy)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Vectors", "f_other_strategies.json"));
        using var document = JsonDocument.Parse(stream);
        var row = document.RootElement.EnumerateArray().Single(row => row[0].GetString() == strategy);
        Assert.Equal("ok", row[1].GetString());
        return [.. row[2].EnumerateArray().Select(price => price.GetDouble())];
    }

    static void Compare(double[] recorded, Func<double, double> next)
    {
        var price = 1.0;
        Assert.Equal(6, recorded.Length);
        for (var day = 1; day < recorded.Length; day++)
        {
            price = next(price);
            Assert.Equal(recorded[day], price, Tolerance);
        }
    }

    [Fact]
    public void BlackProcess_RecordedPath_IsTheExactLogScheme()
    {
        var random = new MersenneTwister(42);
        Compare(Recorded("black_process"), price => price * Math.Exp((-Volatility * Volatility / 2) + (Volatility * AcklamNormal.Quantile(random.NextUniform()))));
    }

    [Fact]
    public void HestonProcess_RecordedPath_TakesAnnualRatesForDailyOnes()
    {
        // Andersen's quadratic-exponential scheme with its martingale correction (Journal of Computational Finance 11(3), 2008); an interest rate of 5 % and a dividend of 1 % are earned each day,
        // where the paths' time is in days: our HestonModel counts all in days.
        const double Growth = 0.05 - 0.01, Reversion = 0.8, Mean = 0.008, Correlation = 0.2;
        var (random, variance) = (new MersenneTwister(42), 0.005);
        Compare(Recorded("heston_process"), price =>
        {
            var (forPrice, forVariance) = (AcklamNormal.Quantile(random.NextUniform()), AcklamNormal.Quantile(random.NextUniform()));
            var decay = Math.Exp(-Reversion);
            var mean = Mean + ((variance - Mean) * decay);
            var spread = (variance * Volatility * Volatility * decay / Reversion * (1 - decay)) + (Mean * Volatility * Volatility / (2 * Reversion) * (1 - decay) * (1 - decay));
            var ratio = 2 * mean * mean / spread;
            Assert.True(ratio > 2 / 1.5, "the other branch of the scheme");
            var square = ratio - 1 + Math.Sqrt(ratio * (ratio - 1));
            var scale = mean / (1 + square);
            var next = scale * Math.Pow(Math.Sqrt(square) + forVariance, 2);
            var drift = 0.5 * ((Reversion * Correlation / Volatility) - 0.5);
            var (before, after, noise) = (drift - (Correlation / Volatility), drift + (Correlation / Volatility), 0.5 * (1 - (Correlation * Correlation)));
            var weight = after + (0.5 * noise);
            var correction = (-weight * square * scale / (1 - (2 * weight * scale))) + (0.5 * Math.Log(1 - (2 * weight * scale))) - ((before + (0.5 * noise)) * variance);
            var moved = price * Math.Exp(Growth + correction + (before * variance) + (after * next) + (Math.Sqrt(noise * (variance + next)) * forPrice));
            variance = next;
            return moved;
        });
    }
}
