using Sim.Analysis.Statistics;
using Sim.Framework;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Analysis.Tests.Statistics;

public sealed class MeanIntervalTests
{
    // t of 9 degrees of freedom at 0.975 is 2.262157 in the printed tables; the mean is 5.5, the variance 55 / 6.
    [Fact]
    public void Of_OneToTen_IsTheTextbooks()
    {
        var interval = MeanInterval.Of([.. Enumerable.Range(1, 10).Select(value => (double)value)]);
        Assert.Equal(5.5, interval.Mean);
        Assert.Equal(2.262157 * Math.Sqrt(55.0 / 6 / 10), interval.HalfWidth, 1e-6);
        Assert.Equal((10, 0, 0.95), (interval.Count, interval.LeftOut, interval.Confidence));
        Assert.Equal((interval.Mean - interval.HalfWidth, interval.Mean + interval.HalfWidth), (interval.Low, interval.High));
    }

    [Fact]
    public void Of_NormalValues_HoldsTheMeanAsOftenAsItSays()
    {
        double[] held = [.. Enumerable.Range(0, 10_000).Select(seed => Holds(new RandomStream(seed), 0.9))];
        Statistical.MeanWithin(held, 0.9, 0.9 * 0.1);
        Assert.ThrowsAny<Exception>(() => Statistical.MeanWithin(held, 0.93, 0.93 * 0.07));
    }

    static double Holds(RandomStream random, double confidence)
    {
        var interval = MeanInterval.Of([.. Enumerable.Range(0, 5).Select(_ => random.Normal(3, 2))], confidence);
        return interval.Low <= 3 && interval.High >= 3 ? 1 : 0;
    }

    [Fact]
    public void Of_BadInput_IsRefused()
    {
        Refused("A mean with an interval of 1 run was asked for: it takes at least 2 with a value.", () => MeanInterval.Of([4.0]));
        Refused("A mean with an interval: value 1 is NaN; it must be a finite number.", () => MeanInterval.Of([4.0, double.NaN]));
        Refused("A mean with an interval: a confidence of 95 was asked for; it lies between 0 and 1, such as 0.95.", () => MeanInterval.Of([4.0, 5], 95));
    }

    static void Refused(string message, Func<object> ask) => Assert.Equal(message, Assert.Throws<SimulationException>(ask).Message);
}
