using System.Globalization;
using MathNet.Numerics.Distributions;
using Sim.Framework;

namespace Sim.Analysis.Statistics;

/// <summary>Checks and sums that the statistics share; sums go from the first value to the last, so that they do not depend on the machine.</summary>
static class Numbers
{
    public static void Check(string statistic, IReadOnlyList<double> values, double confidence, int least)
    {
        ArgumentNullException.ThrowIfNull(values);
        CheckConfidence(statistic, confidence);
        if (values.Count < least)
            throw new SimulationException($"{statistic} of {values.Count} {(values.Count == 1 ? "run" : "runs")} was asked for: it takes at least {least} with a value.");
        for (var place = 0; place < values.Count; place++)
        {
            if (!double.IsFinite(values[place]))
                throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"{statistic}: value {place} is {values[place]}; it must be a finite number."));
        }
    }

    public static void CheckConfidence(string statistic, double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
            throw new SimulationException(string.Create(CultureInfo.InvariantCulture, $"{statistic}: a confidence of {confidence} was asked for; it lies between 0 and 1, such as 0.95."));
    }

    public static double Mean(IReadOnlyList<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Count;
    }

    /// <summary>The sample covariance; of values with themselves, the variance.</summary>
    public static double Covariance(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var (firstMean, secondMean, sum) = (Mean(first), Mean(second), 0.0);
        for (var place = 0; place < first.Count; place++)
            sum += (first[place] - firstMean) * (second[place] - secondMean);
        return sum / (first.Count - 1);
    }

    /// <summary>How many standard errors a two-sided interval of a mean of so many values reaches, by Student's t.</summary>
    public static double StandardErrors(int count, double confidence) => StudentT.InvCDF(0, 1, count - 1, (1 + confidence) / 2);

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.###} %");
}
