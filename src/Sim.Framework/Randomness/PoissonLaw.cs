namespace Sim.Framework.Randomness;

/// <summary>Draws of the Poisson law.</summary>
/// <remarks>
/// Small means by inversion from one uniform; larger ones by transformed rejection with squeeze, whose cost does not grow with the mean.
/// Sources: Hormann, "The transformed rejection method for generating Poisson random variables", Insurance: Mathematics and
/// Economics 12, 1993 (algorithm PTRS); Loader, "Fast and accurate computation of binomial probabilities", 2000 (the probabilities).
/// </remarks>
static class PoissonLaw
{
    /// <summary>Beyond it, counts near the mean come close to 2^53, where doubles no longer hold every whole number.</summary>
    internal const double LargestMean = 1e15;

    // PTRS is stated for means of at least 10.
    const double SmallestMeanOfRejection = 10;
    const double TwoPi = 6.283185307179586;

    // k! is exact in a double up to 18!.
    static readonly double[] Factorials = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800, 39916800, 479001600, 6227020800, 87178291200, 1307674368000];

    internal static long Draw(RandomStream stream, double mean) =>
        mean < SmallestMeanOfRejection ? Invert(stream, mean) : Reject(stream, mean);

    /// <summary>The logarithm of the probability of <paramref name="count"/> events, with no cancellation at large means.</summary>
    internal static double LogProbability(double count, double mean)
    {
        if (count < Factorials.Length)
            return (count * Elementary.Log(mean)) - mean - Elementary.Log(Factorials[(int)count]);
        return -Deviance(count, mean) - StirlingError(count) - (0.5 * Elementary.Log(TwoPi * count));
    }

    static long Invert(RandomStream stream, double mean)
    {
        double uniform = stream.NextDouble();
        double probability = Elementary.Exp(-mean);
        double cumulative = probability;
        long count = 0;
        while (uniform >= cumulative)
        {
            count++;
            probability *= mean / count;
            double next = cumulative + probability;

            // What is left of the tail is below the resolution of the uniform.
            if (next == cumulative)
                break;
            cumulative = next;
        }

        return count;
    }

    static long Reject(RandomStream stream, double mean)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
        double acceptBelow = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            double u = stream.NextDouble() - 0.5;
            double v = 1 - stream.NextDouble();
            double us = 0.5 - Math.Abs(u);
            double count = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= acceptBelow)
                return (long)count;
            if (!(count >= 0) || (us < 0.013 && v > us))
                continue;
            if (Elementary.Log(v * inverseAlpha / ((a / (us * us)) + b)) <= LogProbability(count, mean))
                return (long)count;
        }
    }

    // ln k! minus Stirling's formula; the next term is below 2e-14 from k = 16 on.
    static double StirlingError(double count)
    {
        double square = 1 / (count * count);
        return ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * (1.0 / 1680))))))) / count;
    }

    // k ln(k / mean) + mean - k. Near the mean by 2 artanh(t) = ln(k / mean), t = (k - mean) / (k + mean), whose first term cancels exactly.
    static double Deviance(double count, double mean)
    {
        double difference = count - mean;
        double t = difference / (count + mean);
        if (Math.Abs(t) >= 0.1)
            return (count * Elementary.Log(count / mean)) - difference;
        double square = t * t;
        double power = 2 * count * t;
        double sum = difference * t;
        for (int term = 3; ; term += 2)
        {
            power *= square;
            double next = sum + (power / term);
            if (next == sum)
                return sum;
            sum = next;
        }
    }
}
