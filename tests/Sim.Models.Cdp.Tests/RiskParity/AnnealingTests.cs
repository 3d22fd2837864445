using Sim.Framework;
using Sim.Framework.Randomness;
using Sim.Models.Cdp.RiskParity;

namespace Sim.Models.Cdp.Tests.RiskParity;

public sealed class AnnealingTests
{
    static readonly Position[] EthAndDgx = [new(10, 420, 1.5, 0.2), new(100, 38, 1.1, 0.1)];

    public static TheoryData<int, string> Losses() => Vectors.Names("b_pairwise_loss.json");

    [Theory]
    [MemberData(nameof(Losses))]
    public void PairwiseLoss_Vector_IsExact(int index, string name)
    {
        var item = Vectors.At("b_pairwise_loss.json", index);
        Vectors.Near(name, item.Number("loss_double"), PairwiseLoss.Of(item.Numbers("p")), 1e-12);
    }

    [Fact]
    public void PairwiseLoss_AllPairs_AreCountedOnce()
    {
        double[] probabilities = [0.3, 0.1, 0.9, 0.1, 0.5];
        var pairs = probabilities.SelectMany((first, place) => probabilities.Skip(place + 1).Select(second => Math.Abs(first - second))).Sum();
        Assert.Equal(pairs, PairwiseLoss.Of(probabilities), 1e-14);
        Assert.Equal(0, PairwiseLoss.Of(Enumerable.Repeat(0.1, 1_000).ToArray()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_EthAndDgx_EndsNearTheExactDebts(long seed)
    {
        var chain = new Annealing(EthAndDgx, 3_000);
        chain.Run(new RandomStream(seed), 100_000);
        Assert.True(chain.HasConverged, $"loss {chain.Progress.BestLoss} after {chain.Progress.Iterations}");
        Assert.Equal(787.1486, chain.BestTabs[0], 0.05);
        Assert.Equal(2_212.8514, chain.BestTabs[1], 0.05);
        Assert.Equal(3_000, chain.BestTabs.Sum(), 1e-9);
        Assert.InRange(chain.Progress.Iterations, 100, 99_999);
    }

    [Fact]
    public void Run_TenPositions_FailsAndSaysSo()
    {
        var random = new Random(0);
        var positions = Enumerable.Range(0, 10).Select(_ => new Position(Math.Exp(6 * random.NextDouble()), Math.Exp(6 * random.NextDouble()), 1.5, 0.1 + (0.25 * random.NextDouble()))).ToArray();
        var debt = NormalParity.MostDebt(positions, 0.0062);
        var chain = new Annealing(positions, debt);
        chain.Run(new RandomStream(1), 20_000);
        Assert.False(chain.HasConverged);
        Assert.Equal(20_000, chain.Progress.Iterations);
        Assert.True(chain.Progress.BestLoss <= chain.Progress.Loss);
        Assert.True(chain.Progress.BestLoss > 0.01, $"{chain.Progress.BestLoss}");
        Assert.Equal(AllocationStatus.Interior, NormalParity.Solve(positions, debt).Status);
    }

    [Fact]
    public void Run_InParts_IsTheSameChain()
    {
        var (whole, parts) = (new Annealing(EthAndDgx, 3_000), new Annealing(EthAndDgx, 3_000));
        whole.Run(new RandomStream(9), 500);
        var random = new RandomStream(9);
        for (var done = 100; done <= 500; done += 100)
            parts.Run(random, done);
        Assert.Equal((whole.Progress.Loss, whole.Progress.BestLoss, whole.Progress.Iterations), (parts.Progress.Loss, parts.Progress.BestLoss, parts.Progress.Iterations));
    }

    [Fact]
    public void Create_NoSensibleSchedule_IsRefused()
    {
        Assert.Contains("annealing multiplies debts", Assert.Throws<SimulationException>(() => new Annealing(EthAndDgx, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("cooling 2", Assert.Throws<SimulationException>(() => new Annealing(EthAndDgx, 1, new AnnealingSchedule { Cooling = 2 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NoIterations_HasItsStart()
    {
        var chain = new Annealing(EthAndDgx, 3_000);
        chain.Run(new RandomStream(0), 0);
        Assert.Equal([1_500.0, 1_500.0], chain.BestTabs);
        Assert.False(chain.HasConverged);
    }
}
