using System.Text.Json.Nodes;

namespace Sim.Framework.Recording;

/// <summary>A stretch of consecutive runs that one worker computes and that becomes one part of the dataset.</summary>
readonly record struct PlannedPart(int Number, long First, long Count);

/// <summary>One simulation's share of a layout: how many subsets it has, and runs of each.</summary>
readonly record struct PlannedRuns(int Subsets, int Runs)
{
    public long Units => (long)Subsets * Runs;
}

/// <summary>A stretch of runs that is cut at the same places again and again.</summary>
/// <param name="First">The first run, counted over the whole experiment.</param>
/// <param name="Periods">How often the pattern comes.</param>
/// <param name="Cuts">Where parts end within a period, in runs; the last is the period's length.</param>
sealed record PartPattern(long First, long Periods, IReadOnlyList<long> Cuts)
{
    public long Parts => checked(Periods * Cuts.Count);
}

/// <summary>Which runs there are, in order simulation, subset, run, and which part holds which. Found by arithmetic, however many there are.</summary>
sealed class PartLayout
{
    public PartLayout(IReadOnlyList<PlannedRuns> simulations, IReadOnlyList<PartPattern> patterns)
    {
        (Simulations, Patterns) = (simulations, patterns);
        Units = simulations.Sum(simulation => simulation.Units);
        var parts = patterns.Sum(pattern => pattern.Parts);
        if (parts > MostParts)
            throw new SimulationException(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"The experiment has {Units:N0} runs, which would make {parts:N0} files; {MostParts:N0} is the most. Record fewer timesteps, or give fewer runs or subsets."));
        Count = (int)parts;
    }

    /// <summary>Parts that a folder may have; file systems grow slow beyond.</summary>
    const long MostParts = 10_000_000;

    public IReadOnlyList<PlannedRuns> Simulations { get; }

    public IReadOnlyList<PartPattern> Patterns { get; }

    /// <summary>How many runs there are over all simulations and subsets.</summary>
    public long Units { get; }

    /// <summary>How many parts there are.</summary>
    public int Count { get; }

    public PlannedPart this[int number]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number);
            long before = 0;
            foreach (var pattern in Patterns)
            {
                if (number - before < pattern.Parts)
                {
                    var (period, cut) = Math.DivRem(number - before, pattern.Cuts.Count);
                    var start = cut == 0 ? 0 : pattern.Cuts[(int)cut - 1];
                    return new PlannedPart(number, pattern.First + (period * pattern.Cuts[^1]) + start, pattern.Cuts[(int)cut] - start);
                }

                before += pattern.Parts;
            }

            throw new ArgumentOutOfRangeException(nameof(number), number, $"There are {Count} parts.");
        }
    }

    public RunId IdOf(long unit)
    {
        for (var simulation = 0; ; simulation++)
        {
            var planned = Simulations[simulation];
            if (unit < planned.Units)
                return new RunId(simulation, (int)(unit / planned.Runs), (int)(unit % planned.Runs) + 1);
            unit -= planned.Units;
        }
    }

    /// <summary>As it stands in the manifest.</summary>
    public JsonArray ToJson() =>
        [.. Patterns.Select(pattern => (JsonNode)new JsonObject
        {
            ["first_run"] = pattern.First,
            ["periods"] = pattern.Periods,
            ["cuts"] = new JsonArray([.. pattern.Cuts.Select(cut => (JsonNode)cut)]),
        })];

    /// <summary>Reads a layout out of a manifest.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static PartLayout Read(JsonNode manifest)
    {
        var simulations = manifest["simulations"]!.AsArray().Select(simulation => new PlannedRuns((int)simulation!["subsets"]!, (int)simulation["runs"]!)).ToList();
        var patterns = manifest["parts"]!["layout"]!.AsArray().Select(pattern => new PartPattern(
            (long)pattern!["first_run"]!, (long)pattern["periods"]!, [.. pattern["cuts"]!.AsArray().Select(cut => (long)cut!)])).ToList();
        return IsSound(simulations, patterns) ? new PartLayout(simulations, patterns) : throw new InvalidOperationException("The parts do not follow one another, leave runs out, or are too many.");
    }

    /// <summary>Whether the parts follow one another and hold every run once.</summary>
    static bool IsSound(IReadOnlyList<PlannedRuns> simulations, IReadOnlyList<PartPattern> patterns)
    {
        long next = 0;
        foreach (var pattern in patterns)
        {
            if (pattern.First != next || pattern.Periods < 1 || pattern.Cuts.Count == 0 || pattern.Cuts.Prepend(0).Zip(pattern.Cuts).Any(cut => cut.First >= cut.Second))
                return false;
            next = checked(next + (pattern.Periods * pattern.Cuts[^1]));
        }

        return simulations.All(simulation => simulation is { Subsets: > 0, Runs: > 0 }) && next == simulations.Sum(simulation => simulation.Units) && patterns.Sum(pattern => pattern.Parts) <= MostParts;
    }
}
