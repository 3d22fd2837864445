using System.Runtime.Intrinsics;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;
using Sim.Framework;

namespace Sim.Models.Bridge.Risk;

/// <summary>The exact law of the running minimum of a price whose daily moves are independent, without simulation.</summary>
/// <remarks>
/// The probability of staying above a barrier, as a function of where the price is, is stepped back day by day on Gauss-Legendre nodes
/// (Nystrom's method), in the log price. The nodes end where the price is so high that the barrier is out of reach.
/// Source: the recursion is that of discretely watched barriers, surveyed by S. G. Kou, Handbooks in Operations Research and Management Science 15, chapter 8, 2008.
/// </remarks>
/// <param name="Mean">The mean move of a day.</param>
/// <param name="Deviation">The standard deviation of a move, above 0.</param>
/// <param name="IsSimple">Whether moves are simple returns (the Euler scheme) or log returns.</param>
/// <param name="Fineness">Nodes per standard deviation of a move; the default is as good as four times as many.</param>
readonly record struct FirstPassage(double Mean, double Deviation, bool IsSimple, double Fineness = 4)
{
    // By reflection, to climb so many standard deviations of the whole walk above the barrier and fall back to it, or half as many from the start,
    // has the chance of a fall of nine at the usual confidences: 1e-19.
    const double Reach = 6;
    const double Accuracy = 1e-13;

    // The rules that MathNet tabulates to full precision; those it computes are good to ten digits only.
    static readonly int[] Rules = [64, 96, 128, 256, 512, 1024];

    /// <summary>The probability that the price stays above a level for so many moves.</summary>
    /// <param name="level">The barrier relative to the start, above 0 and at most 1.</param>
    /// <param name="moves">How many moves are watched.</param>
    /// <exception cref="SimulationException">The mean moves are so much larger than the deviation that nothing is left to chance.</exception>
    public double Survival(double level, int moves)
    {
        if (moves == 0)
            return 1;
        var low = Math.Log(level);
        var walk = Spread * Math.Sqrt(moves);
        var high = Math.Max(low + (Reach * walk), Reach * walk / 2) + Math.Max(0, -Mean * moves);
        var (nodes, weights) = Nodes(low, high);
        var survival = new double[nodes.Length];
        Array.Fill(survival, 1);
        var (kernel, escape) = Transitions(nodes, weights, high);
        var next = new double[nodes.Length];
        for (var move = 1; move < moves; move++)
        {
            for (var from = 0; from < nodes.Length; from++)
                next[from] = escape[from] + Dot(kernel.AsSpan(from * nodes.Length, nodes.Length), survival);
            (survival, next) = (next, survival);
        }

        var sum = Above(high);
        for (var node = 0; node < nodes.Length; node++)
            sum += weights[node] * Density(nodes[node]) * survival[node];
        return sum;
    }

    /// <summary>The value at risk: the loss, 0 or less, that the running minimum stays above with probability alpha.</summary>
    public double ValueAtRisk(int moves, double alpha)
    {
        if (moves == 0)
            return 0;
        var law = this;
        double Excess(double log) => law.Survival(Math.Exp(log), moves) - alpha;
        if (Excess(0) >= 0)
            return 0;
        var low = -Deviation * Math.Sqrt(moves);
        while (Excess(low) < 0)
            low *= 2;
        return Math.Exp(Brent.FindRoot(Excess, low, 0, Accuracy)) - 1;
    }

    /// <summary>A simple return of a deviation moves the log price further down than up.</summary>
    double Spread => IsSimple ? -Math.Log(1 - Math.Min(Deviation, 0.5)) : Deviation;

    (double[] Nodes, double[] Weights) Nodes(double low, double high)
    {
        var wanted = Fineness * (high - low) / Deviation;
        var order = Array.Find(Rules, nodes => nodes >= wanted);
        if (order == 0)
            throw new SimulationException(FormattableString.Invariant($"A mean move of {Mean:G4} a day with a deviation of {Deviation:G4} over so many days is all but certain, which the exact value at risk is not made for: take a growth nearer to 0, or shorter periods."));
        var rule = new GaussLegendreRule(low, high, order);
        return (rule.Abscissas, rule.Weights);
    }

    (double[] Kernel, double[] Escape) Transitions(double[] nodes, double[] weights, double high)
    {
        var kernel = new double[nodes.Length * nodes.Length];
        var escape = new double[nodes.Length];
        for (var from = 0; from < nodes.Length; from++)
        {
            escape[from] = Above(high - nodes[from]);
            for (var to = 0; to < nodes.Length; to++)
                kernel[(from * nodes.Length) + to] = weights[to] * Density(nodes[to] - nodes[from]);
        }

        return (kernel, escape);
    }

    /// <summary>The density of a move in the log price.</summary>
    double Density(double log)
    {
        var growth = IsSimple ? Math.Exp(log) : 1;
        var z = ((IsSimple ? growth - 1 : log) - Mean) / Deviation;
        return growth * Math.Exp(-0.5 * z * z) / (Deviation * Constants.Sqrt2Pi);
    }

    /// <summary>The probability of a move in the log price beyond a bound.</summary>
    double Above(double log) => 0.5 * SpecialFunctions.Erfc(((IsSimple ? Math.Exp(log) - 1 : log) - Mean) / (Deviation * Constants.Sqrt2));

    // Four sums side by side, whatever the processor, so that the bits are the same on all; every rule's length is a multiple of four.
    static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sums = Vector256<double>.Zero;
        for (var place = 0; place < left.Length; place += Vector256<double>.Count)
            sums += Vector256.Create(left[place..]) * Vector256.Create(right[place..]);
        return sums[0] + sums[1] + (sums[2] + sums[3]);
    }
}
