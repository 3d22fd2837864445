using System.Diagnostics;
using System.Globalization;
using Sim.Framework.Randomness;
using Sim.Models.Bridge.Paths;
using Sim.Models.Bridge.Risk;

namespace Sim.Benchmarks;

/// <summary>The threshold analysis of one token: paths of 21 days, and the values at risk of their running minima over 7, 14 and 21 days.</summary>
/// <remarks>Beside it the plain loop, path by path and a draw at a time, with a sort. The original takes 1.5 s and 8.7 s, NumPy 15 and 130 ms (another process, same machine).</remarks>
static class BridgePaths
{
    const int Rounds = 21;
    const double Alpha = 0.99;

    static readonly int[] Days = [7, 14, 21];
    static readonly GeometricBrownianMotion Motion = GeometricBrownianMotion.WithGrowth(0, 0.04);

    public static void Run(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"paths",-10}{"model ms",10}{"paths alone",13}{"plain loop ms",15}{"ratio",8}{"two tokens on two cores ms",28}{"target ms",11}"));
        foreach (var (paths, target) in new[] { (20_000, 10), (100_000, 50) })
            output.WriteLine(Measure(paths, target));
        var exact = Enumerable.Range(0, Rounds).Select(_ => Milliseconds(() => Exact())).Order().ElementAt(Rounds / 2);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the three exact values at risk: {exact:F2} ms (NumPy: 620 ms)"));
    }

    static string Measure(int paths, int target)
    {
        if (Analysis(paths) != PlainLoop(paths))
            throw new InvalidOperationException("The two sides do not give the same values at risk.");
        var rounds = Enumerable.Range(0, Rounds).Select(_ => (
            Model: Milliseconds(() => Analysis(paths)),
            Paths: Milliseconds(() => Minima(paths, 1)),
            Loop: Milliseconds(() => PlainLoop(paths)),
            Two: Milliseconds(() => Parallel.For(0, 2, _ => Analysis(paths))))).ToList();
        double Median(Func<(double Model, double Paths, double Loop, double Two), double> of) => rounds.Select(of).Order().ElementAt(Rounds / 2);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{paths,-10}{Median(round => round.Model),10:F2}{Median(round => round.Paths),13:F2}{Median(round => round.Loop),15:F2}{Median(round => round.Loop) / Median(round => round.Model),8:F2}{Median(round => round.Two),28:F2}{target,11}");
    }

    static (double Week, double Fortnight, double ThreeWeeks) Analysis(int paths)
    {
        var risk = SimulatedVar.Of(Minima(paths, seed: 1), Alpha, minimum => Math.Exp(minimum) - 1);
        return (risk.Quantiles[0].Value, risk.Quantiles[1].Value, risk.Quantiles[2].Value);
    }

    static double Exact() => Days.Sum(days => new FirstPassage(Motion.LogDrift, Motion.Volatility, IsSimple: false).ValueAtRisk(days, Alpha));

    static double[][] Minima(int paths, long seed)
    {
        double[][] minima = [.. Days.Select(_ => new double[paths])];
        RunningMinimum.Simulate(Motion, new RandomStream(seed), Days, minima);
        return minima;
    }

    /// <summary>The same draws in the same order: days outside, paths inside, in blocks of the same length.</summary>
    static (double Week, double Fortnight, double ThreeWeeks) PlainLoop(int paths)
    {
        var random = new RandomStream(1);
        double[][] minima = [.. Days.Select(_ => new double[paths])];
        for (var first = 0; first < paths; first += 512)
        {
            var count = Math.Min(512, paths - first);
            var (level, lowest) = (new double[count], new double[count]);
            for (var day = 1; day <= 21; day++)
            {
                for (var path = 0; path < count; path++)
                {
                    level[path] += Motion.LogDrift + (Motion.Volatility * random.Normal());
                    lowest[path] = Math.Min(lowest[path], level[path]);
                }

                if (Array.IndexOf(Days, day) is var period and >= 0)
                    lowest.CopyTo(minima[period], first);
            }
        }

        double Quantile(double[] sample)
        {
            Array.Sort(sample);
            return Math.Exp(sample[paths - (int)(paths * Alpha) - 1]) - 1;
        }

        return (Quantile(minima[0]), Quantile(minima[1]), Quantile(minima[2]));
    }

    static double Milliseconds(Action run)
    {
        var clock = Stopwatch.StartNew();
        run();
        return clock.Elapsed.TotalMilliseconds;
    }
}
