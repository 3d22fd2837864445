using System.Diagnostics.CodeAnalysis;

namespace Sim.Framework.Randomness;

public sealed partial class RandomStream
{
    /// <summary>A uniform number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <remarks>low + (high - low) * <see cref="NextDouble"/>; where that rounds up to <paramref name="high"/>, the number below it. Equal bounds give <paramref name="low"/>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">a bound or the width is not finite, or low is above high</exception>
    public double Uniform(double low, double high)
    {
        Require.Finite(low, nameof(low));
        Require.That(high >= low && double.IsFinite(high - low), high, nameof(high), $"finite, at least low = {low:R}, and a finite distance from it");
        double value = low + ((high - low) * NextDouble());
        return value < high || low == high ? value : Math.BitDecrement(high);
    }

    /// <summary>A draw of the normal law with mean 0 and standard deviation 1.</summary>
    public double Normal() => NormalZiggurat.Draw(this);

    /// <summary>A draw of the normal law.</summary>
    /// <remarks>mean + standardDeviation * <see cref="Normal()"/>.</remarks>
    /// <param name="mean">finite</param>
    /// <param name="standardDeviation">finite, at least 0</param>
    /// <exception cref="ArgumentOutOfRangeException">a parameter is outside its range</exception>
    public double Normal(double mean, double standardDeviation)
    {
        Require.Finite(mean, nameof(mean));
        Require.NotNegative(standardDeviation, nameof(standardDeviation));
        return mean + (standardDeviation * NormalZiggurat.Draw(this));
    }

    /// <summary>A draw of the law whose logarithm is normal.</summary>
    /// <param name="logMean">the mean of the logarithm, finite</param>
    /// <param name="logStandardDeviation">the standard deviation of the logarithm, finite, at least 0</param>
    /// <exception cref="ArgumentOutOfRangeException">a parameter is outside its range</exception>
    public double LogNormal(double logMean, double logStandardDeviation)
    {
        Require.Finite(logMean, nameof(logMean));
        Require.NotNegative(logStandardDeviation, nameof(logStandardDeviation));
        return Elementary.Exp(logMean + (logStandardDeviation * NormalZiggurat.Draw(this)));
    }

    /// <summary>A draw of the exponential law: the waiting time for an event that happens at a rate.</summary>
    /// <param name="rate">events per unit of time, finite, above 0; the mean is 1 / rate</param>
    /// <exception cref="ArgumentOutOfRangeException">the rate is outside its range</exception>
    public double Exponential(double rate)
    {
        Require.Positive(rate, nameof(rate));
        return ExponentialZiggurat.Draw(this) / rate;
    }

    /// <summary>A draw of the gamma law with mean shape * scale.</summary>
    /// <remarks>A tiny shape gives numbers below the smallest double; they are 0.</remarks>
    /// <param name="shape">finite, above 0</param>
    /// <param name="scale">finite, above 0, in the unit of the result (1 / rate)</param>
    /// <exception cref="ArgumentOutOfRangeException">a parameter is outside its range</exception>
    public double Gamma(double shape, double scale)
    {
        Require.Positive(shape, nameof(shape));
        Require.Positive(scale, nameof(scale));
        return Variates.Gamma(this, shape) * scale;
    }

    /// <summary>A draw of Student's t law.</summary>
    /// <remarks>Far below one degree of freedom a draw can exceed the range of a double; it is then infinite.</remarks>
    /// <param name="degreesOfFreedom">finite, above 0, not necessarily whole</param>
    /// <exception cref="ArgumentOutOfRangeException">the parameter is outside its range</exception>
    public double StudentT(double degreesOfFreedom)
    {
        Require.Positive(degreesOfFreedom, nameof(degreesOfFreedom));
        return Variates.StudentT(this, degreesOfFreedom);
    }

    /// <summary>Draws shares that sum to 1 from a Dirichlet law.</summary>
    /// <remarks>
    /// The sum is 1 within rounding. However small the concentrations are, no share is NaN: one share then takes nearly all.
    /// The two spans may be the same.
    /// </remarks>
    /// <param name="concentration">one number per share, finite, above 0; all 1 is uniform on the simplex</param>
    /// <param name="destination">as long as the concentrations</param>
    /// <exception cref="ArgumentException">the lengths differ or are 0</exception>
    /// <exception cref="ArgumentOutOfRangeException">a concentration is outside its range</exception>
    public void Dirichlet(ReadOnlySpan<double> concentration, Span<double> destination)
    {
        if (concentration.IsEmpty || concentration.Length != destination.Length)
            throw new ArgumentException($"Found {concentration.Length} concentrations and room for {destination.Length} shares; give as many of one as of the other, at least one.", nameof(destination));
        foreach (double value in concentration)
            Require.Positive(value, nameof(concentration));
        Variates.Dirichlet(this, concentration, destination);
    }

    /// <summary>A draw of the Poisson law: how many events happen where <paramref name="mean"/> are expected.</summary>
    /// <param name="mean">from 0 to 1e15</param>
    /// <exception cref="ArgumentOutOfRangeException">the mean is outside its range</exception>
    public long Poisson(double mean)
    {
        Require.That(mean is >= 0 and <= PoissonLaw.LargestMean, mean, nameof(mean), "from 0 to 1e15");
        return PoissonLaw.Draw(this, mean);
    }

    /// <summary>True with a given probability.</summary>
    /// <param name="probability">from 0 (never) to 1 (always)</param>
    /// <exception cref="ArgumentOutOfRangeException">the probability is outside its range</exception>
    public bool Bernoulli(double probability)
    {
        Require.That(probability is >= 0 and <= 1, probability, nameof(probability), "from 0 to 1");
        return NextDouble() < probability;
    }

    /// <summary>A whole number from <paramref name="low"/> up to but not including <paramref name="highExclusive"/>, all equally likely.</summary>
    /// <remarks>Unlike <see cref="Next(int, int)"/> it refuses an empty range. <see cref="NextInt64(long, long)"/> serves longer ranges.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">the range is empty</exception>
    [SuppressMessage("Naming", "CA1720", Justification = "Integers are the law drawn from, not the type returned.")]
    public int Integer(int low, int highExclusive)
    {
        Require.That(low < highExclusive, highExclusive, nameof(highExclusive), $"above low = {low}");
        return Next(low, highExclusive);
    }

    /// <summary>Fills with uniform numbers in [0, 1): the same as so many calls of <see cref="NextDouble"/>, but faster.</summary>
    public void Uniforms(Span<double> destination)
    {
        if (_script is null)
        {
            Variates.Uniforms(this, destination);
            return;
        }

        foreach (ref double uniform in destination)
            uniform = NextDouble();
    }

    /// <summary>Fills with standard normal draws: the same as so many calls of <see cref="Normal()"/>, but faster.</summary>
    public void Normals(Span<double> destination) => NormalZiggurat.Fill(this, destination);
}
