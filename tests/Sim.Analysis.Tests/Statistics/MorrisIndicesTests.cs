using Sim.Analysis.Statistics;
using Sim.Framework;
using Sim.Framework.Sampling;

namespace Sim.Analysis.Tests.Statistics;

public sealed class MorrisIndicesTests
{
    static readonly string[] Three = ["x1", "x2", "x3"];

    // The effects of a sum of multiples are the multiples times the width of the range, everywhere.
    [Theory]
    [InlineData(2, 2)]
    [InlineData(10, 4)]
    [InlineData(7, 10)]
    public void Of_ALinearFunction_IsExact(int trajectories, int levels)
    {
        double[][] points = [.. Morris.Sample(trajectories, levels, 3, seed: 3).Select(point => new[] { point[0], 10 + (5 * point[1]), -2 - point[2] })];
        var indices = MorrisIndices.Of(Three, points, [.. points.Select(point => (double?)((2 * point[0]) - (3 * point[1]) + 7))]);
        double[] expected = [2, -15, 0];
        Assert.All(indices.Parameters.Zip(expected), pair =>
        {
            Assert.Equal(pair.Second, pair.First.Mu, 1e-12);
            Assert.Equal(Math.Abs(pair.Second), pair.First.MuStar, 1e-12);
            Assert.Equal(0, pair.First.Sigma, 1e-12);
        });
        Assert.Equal((trajectories, 0), (indices.Trajectories, indices.LeftOut));
    }

    // Effects on four levels are f(2/3) - f(0) and f(1) - f(1/3), over 2/3: of (x - 1/2)^2 they are -1/3 and 1/3, half of each.
    [Fact]
    public void Of_AParabola_CancelsInMuAndShowsInMuStar()
    {
        var points = Morris.Sample(10, 4, 1, seed: 5);
        var index = MorrisIndices.Of(["x"], points, [.. points.Select(point => (double?)Math.Pow(point[0] - 0.5, 2))]).Parameters[0];
        Assert.Equal(0, index.Mu, 1e-12);
        Assert.Equal(1.0 / 3, index.MuStar, 1e-12);
        Assert.Equal(Math.Sqrt(10.0 / 9) / 3, index.Sigma, 1e-12);
    }

    // The effect of x1 in x1 x2 is x2; of the four levels of x2 each is met as often on average, so sigma is that of 0, 1/3, 2/3, 1.
    [Fact]
    public void Of_AProduct_HasTheSpreadOfTheOtherFactor()
    {
        var points = Morris.Sample(2_000, 4, 2, seed: 6);
        var index = MorrisIndices.Of(["x1", "x2"], points, [.. points.Select(point => (double?)(point[0] * point[1]))]).Parameters[0];
        Assert.Equal(0.5, index.Mu, 6 * Math.Sqrt(5.0 / 36 / 2_000));
        Assert.Equal(Math.Sqrt(5.0 / 36), index.Sigma, 0.02);
    }

    [Fact]
    public void Of_ALogarithmicRange_TakesEqualRatiosAsEqualSteps()
    {
        double[][] points = [.. Morris.Sample(6, 4, 2, seed: 2).Select(point => new[] { Math.Pow(10, 3 * point[0]), point[1] })];
        var index = MorrisIndices.Of(["x1", "x2"], points, [.. points.Select(point => (double?)Math.Log10(point[0]))]).Parameters[0];
        Assert.Equal(3, index.Mu, 1e-9);
        Assert.Equal(0, index.Sigma, 1e-9);
    }

    [Fact]
    public void Of_TrajectoriesWithoutAValue_AreLeftOut()
    {
        var points = Morris.Sample(4, 4, 3, seed: 1);
        double?[] values = [.. points.Select(point => (double?)point[0])];
        values[5] = null;
        var indices = MorrisIndices.Of(Three, points, values);
        Assert.Equal((3, 1), (indices.Trajectories, indices.LeftOut));
        Assert.Equal(1, indices.Parameters[0].Mu, 1e-12);
        Assert.EndsWith("Effects per range of the parameter, from 3 trajectories.\n1 trajectories with a subset without a value are left out.", indices.ToString(), StringComparison.Ordinal);
        values[1] = values[9] = null;
        Refused("Morris indices: of 4 trajectories, 1 have a value in all their subsets; at least 2 are needed.", points, values);
    }

    [Fact]
    public void Of_WhatIsNoMorrisDesign_IsRefused()
    {
        const string Cure = " Declare the sweep as .Sweep(sweep => sweep.Morris(…)) and nothing else.";
        Refused("The subsets are no Morris design: it has 10 subsets, where 3 parameters take at least 8, and a multiple of 4." + Cure, Saltelli.Sample(2, 3));
        double[][] points = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1], [1, 1, 1], [0, 0, 1], [0, 0, 1], [0, 0, 0]];
        Refused("The subsets are no Morris design: from subset 4 to 5, x1 and x2 change, where one does." + Cure, points);
        points[5] = [1, 1, 1];
        Refused("The subsets are no Morris design: from subset 4 to 5, no parameter changes, where one does." + Cure, points);
        points[5] = [0, 1, 1];
        points[6] = [0.5, 1, 1];
        points[7] = [0.5, 0, 1];
        Refused("The subsets are no Morris design: x1 changes twice from subset 4 to 7, where each parameter changes once." + Cure, points);
        points[6] = [0, 0.3, 1];
        points[7] = [0, 0.3, 0];
        Refused("The subsets are no Morris design: the steps of x2 are neither of equal length nor of equal ratio." + Cure, points);
    }

    static void Refused(string message, double[][] points, double?[]? values = null) =>
        Assert.Equal(message, Assert.Throws<SimulationException>(() => MorrisIndices.Of(Three, points, values ?? [.. points.Select(point => (double?)point[0])])).Message);
}
