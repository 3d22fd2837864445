using System.Text;
using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Prices;

/// <summary>The arithmetic of synthetic prices.</summary>
static class SyntheticPath
{
    // GARCH(1,1) of daily returns of coins, and the degrees of freedom of the innovations, which are an assumption.
    // Source: the fits for BTC (Table 3 of PMC7783506) and BNB (scipublications 497, table 4), rounded.
    internal const double Arch = 0.14;
    internal const double Garch = 0.82;
    internal const double DegreesOfFreedom = 5;

    // How a pegged token strays from its peg: the law of the simulated exchange quotes.
    internal const double PegPersistence = 0.5;
    internal const double PegDeviation = 0.002;

    /// <summary>Prices from 1 on: p *= exp(e - h/2) with e = √h z, and h' = ω + α e² + β h, where ω makes the long-run h the square of the volatility.</summary>
    /// <remarks>Constant variance is α = β = 0. Student's t is scaled by √((ν - 2)/ν), so that z has variance 1.
    /// Source: Bollerslev, J. Econometrics 31(3), 1986, and Rev. Econ. Stat. 69(3), 1987.</remarks>
    internal static void Fill(Span<double> prices, SyntheticProcess process, double volatility, RandomStream random)
    {
        var (arch, garch) = process == SyntheticProcess.GarchT ? (Arch, Garch) : (0, 0);
        var omega = volatility * volatility * (1 - arch - garch);
        var scale = Math.Sqrt((DegreesOfFreedom - 2) / DegreesOfFreedom);
        var variance = volatility * volatility;
        prices[0] = 1;
        for (var day = 1; day < prices.Length; day++)
        {
            var z = process == SyntheticProcess.GeometricBrownian ? random.Normal() : scale * random.StudentT(DegreesOfFreedom);
            var shock = Math.Sqrt(variance) * z;
            prices[day] = prices[day - 1] * Math.Exp(shock - (variance / 2));
            variance = omega + (arch * shock * shock) + (garch * variance);
        }
    }

    /// <summary>Prices around 1 whose logarithm is a stationary autoregression.</summary>
    internal static void FillPeg(Span<double> prices, RandomStream random)
    {
        var shock = PegDeviation * Math.Sqrt(1 - (PegPersistence * PegPersistence));
        var deviation = PegDeviation * random.Normal();
        foreach (ref var price in prices)
        {
            price = Math.Exp(deviation);
            deviation = (PegPersistence * deviation) + (shock * random.Normal());
        }
    }

    /// <summary>The stream of a pair, by the names that a source would be asked with.</summary>
    /// <remarks>The FNV-1a hash of the names is the same in every process and on every machine.</remarks>
    internal static RandomStream StreamOf(long seed, TokenPair pair)
    {
        unchecked
        {
            var hash = 0xCBF29CE484222325;
            foreach (var value in Encoding.UTF8.GetBytes($"{pair.Base.Id}/{pair.Quote.Ticker}"))
                hash = (hash ^ value) * 0x00000100000001B3;
            return new RandomStream((seed * (long)0x9E3779B97F4A7C15) + (long)hash);
        }
    }
}
