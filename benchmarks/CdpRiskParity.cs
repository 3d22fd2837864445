using System.Diagnostics;
using System.Globalization;
using Sim.Framework.Randomness;
using Sim.Models.Cdp.RiskParity;

namespace Sim.Benchmarks;

/// <summary>What exact risk parity costs by number of positions, and what annealing costs and reaches.</summary>
static class CdpRiskParity
{
    static readonly Position[] EthAndDgx = [new(10, 420, 1.5, 0.2), new(100, 38, 1.1, 0.1)];

    public static void Run(TextWriter output)
    {
        foreach (var count in (int[])[2, 1_000, 1_000_000])
        {
            var (positions, debt) = Random(count);
            Report(output, $"closed form, {count:N0} positions", null, () => NormalParity.Solve(positions, debt));
        }

        var (many, owed) = Random(1_000);
        var bounds = many.Select((position, place) => new DebtBounds(0.1 * position.Capacity * (place % 3), position.Capacity * (0.4 + (0.2 * (place % 4))))).ToArray();
        Report(output, "bounded, 1,000 positions", null, () => NormalParity.Solve(many, owed, bounds));
        Report(output, "lognormal, 1,000 positions", null, () => LognormalParity.Solve(many, owed, new Horizon(0.25, 0.02)));
        Report(output, "first passage, 1,000 positions", 2, () => FirstPassageParity.Solve(many, owed, new Horizon(0.25, 0.02)));
        Anneal(output, "ETH and DGX", EthAndDgx, 3_000);
        foreach (var count in (int[])[10, 50])
        {
            var (positions, debt) = Random(count);
            Anneal(output, $"{count} positions", positions, debt);
        }
    }

    static void Anneal(TextWriter output, string what, Position[] positions, double debt)
    {
        var exact = NormalParity.Solve(positions, debt).Tabs;
        for (var seed = 1; seed <= 3; seed++)
        {
            var clock = Stopwatch.StartNew();
            var chain = new Annealing(positions, debt);
            chain.Run(new RandomStream(seed), 100_000);
            var error = chain.BestTabs.Zip(exact, (tab, right) => Math.Abs((tab / right) - 1)).Max();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"annealing, {what}, seed {seed}: {(chain.HasConverged ? "converged" : "FAILED")} after {chain.Progress.Iterations:N0} iterations, {clock.Elapsed.TotalSeconds:F2} s, loss {chain.Progress.BestLoss:G3}, debts off by up to {error:P2}"));
        }
    }

    /// <summary>The median time of a call, after warming up.</summary>
    static void Report(TextWriter output, string what, double? target, Action solve)
    {
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < 500)
            solve();
        var times = new List<double>();
        clock.Restart();
        while (times.Count < 15 || clock.ElapsedMilliseconds < 1_000)
        {
            var start = Stopwatch.GetTimestamp();
            solve();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        times.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {times[times.Count / 2]:N2} µs{(target is { } milliseconds ? $" (target {milliseconds * 1_000:N0})" : "")}"));
    }

    static (Position[] Positions, double Debt) Random(int count)
    {
        var random = new RandomStream(7);
        var positions = new Position[count];
        for (var place = 0; place < count; place++)
            positions[place] = new Position(Math.Exp(random.Uniform(0, 6)), Math.Exp(random.Uniform(0, 6)), random.Uniform(1.1, 2), random.Uniform(0.1, 0.35));
        return (positions, NormalParity.MostDebt(positions, 0.0062));
    }
}
