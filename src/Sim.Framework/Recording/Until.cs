using System.Text.Json.Nodes;
using MathNet.Numerics.Distributions;

namespace Sim.Framework.Recording;

/// <summary>Says that a subset has runs enough once the 95 % confidence interval of a metric's mean is tight.</summary>
/// <remarks>
/// Who looks at an interval again and again, and stops when it pleases him, is wrong more often than in 5 of 100 cases. The k-th look therefore uses the level
/// 1 - 0.05 / (k (k + 1)); these errors add up to 0.05 over any number of looks. Looks come after fixed numbers of runs, so that neither threads nor the most
/// runs that are allowed have a say. Source: the union bound, with Student's interval at each look.
/// </remarks>
/// <param name="Metric">The metric's name.</param>
/// <param name="Place">Its place among the metrics.</param>
/// <param name="HalfWidth">Half the width that is tight enough: in the metric's unit, or as a share of the mean.</param>
/// <param name="IsRelative">Whether it is a share of the mean.</param>
sealed record Until(string Metric, int Place, double HalfWidth, bool IsRelative)
{
    const double Error = 0.05;

    /// <summary>Runs before the first look; each further look comes after twice as many.</summary>
    const int FirstLook = 64;

    /// <summary>As it stands in the manifest.</summary>
    public JsonObject ToJson() => new() { ["metric"] = Metric, ["half_width"] = HalfWidth, ["is_share_of_mean"] = IsRelative };

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for nothing.</summary>
    public static Until? Read(JsonNode? json, IReadOnlyList<string> metrics) =>
        json is null ? null : new Until((string)json["metric"]!, metrics.ToList().IndexOf((string)json["metric"]!), (double)json["half_width"]!, (bool)json["is_share_of_mean"]!);

    /// <summary>After how many runs a subset is looked at; the last is all its runs.</summary>
    public static IReadOnlyList<long> Looks(int runs)
    {
        var looks = new List<long>();
        for (long look = FirstLook; look < runs; look *= 2)
            looks.Add(look);
        return [.. looks, runs];
    }

    /// <summary>Which look, from 1, a subset with so many runs has come to.</summary>
    public static int LookAfter(long runs)
    {
        var look = 1;
        for (long after = FirstLook; after < runs; after *= 2)
            look++;
        return look;
    }

    /// <summary>Where the parts of a subset end: at each look, and between looks where a part would grow too large.</summary>
    public static IReadOnlyList<long> Cuts(int runs, long runsOfPart)
    {
        var cuts = new List<long>();
        long end = 0;
        foreach (var look in Looks(runs))
        {
            while (end < look)
                cuts.Add(end = Math.Min(look, end + runsOfPart));
        }

        return cuts;
    }

    /// <summary>Half the width of the interval at a look, which is numbered from 1; null with fewer than two values.</summary>
    public static double? HalfWidthAt(int look, Summary.Moments values) =>
        values.Deviation is { } deviation
            ? StudentT.InvCDF(0, 1, values.Count - 1, 1 - (Error / (look * (look + 1.0)) / 2)) * deviation / Math.Sqrt(values.Count)
            : null;

    /// <summary>Whether a subset needs no more runs.</summary>
    public bool IsReached(int look, Summary.Moments values) =>
        HalfWidthAt(look, values) is { } found && found <= (IsRelative ? HalfWidth * Math.Abs(values.Mean) : HalfWidth);
}
