using Sim.Analysis.Statistics;
using Sim.Framework;

namespace Sim.Analysis.Tests.Statistics;

public sealed class PairedDifferenceTests
{
    [Fact]
    public void Of_FourPairs_IsDoneByHand()
    {
        // Differences 1, 2, 1, 2: mean 1.5, variance 1/3. Variances 52/3 and 45/3; t of 3 degrees of freedom is 3.182446.
        var paired = PairedDifference.Of([2, 6, 8, 12], [1, 4, 7, 10]);
        Assert.Equal(1.5, paired.Difference);
        Assert.Equal(3.182446 * Math.Sqrt(1.0 / 12), paired.HalfWidth, 1e-6);
        var (own, others) = (52.0 / 3, 45.0 / 3);
        Assert.Equal(1 - (1.0 / 3 / (own + others)), paired.VarianceReduction!.Value, 1e-12);
        Assert.Equal((own + others - (1.0 / 3)) / 2 / Math.Sqrt(own * others), paired.Correlation!.Value, 1e-12);
    }

    [Fact]
    public void Of_OppositePairs_SaysThatPairingHurts()
    {
        var paired = PairedDifference.Of([1, 2, 3], [3, 2, 1]);
        Assert.Equal((0, -1, -1), (paired.Difference, paired.Correlation, paired.VarianceReduction));
    }

    [Fact]
    public void Of_ConstantValues_HasNoCorrelation()
    {
        Assert.Equal(new PairedDifference(2, 0, 0.95, 2, Correlation: null, VarianceReduction: null), PairedDifference.Of([3, 3], [1, 1]));
        var half = PairedDifference.Of([3, 3], [0, 2]);
        Assert.Equal((2, null, 0), (half.Difference, half.Correlation, half.VarianceReduction));
    }

    [Fact]
    public void Of_UnequalLists_IsRefused()
    {
        var error = Assert.Throws<SimulationException>(() => PairedDifference.Of([1, 2, 3], [1, 2]));
        Assert.Equal("A paired difference of 3 and 2 values was asked for: give the same runs of both.", error.Message);
        error = Assert.Throws<SimulationException>(() => PairedDifference.Of([1], [1]));
        Assert.Equal("A paired difference of 1 run was asked for: it takes at least 2 with a value.", error.Message);
    }
}
