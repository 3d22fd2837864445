using Sim.Framework;
using Sim.Framework.Randomness;
using Sim.Models.Bridge.Pools;

namespace Sim.Models.Bridge.Tests.Pools;

public sealed class SlippageModelTests
{
    static readonly SlippageModel Truth = new(0.5, 0.5, 1, 0.1);

    /// <summary>Slippage of a known median with lognormal noise, wide enough that outliers are many times the median.</summary>
    static SlippageTrade[] Draw(long seed, int count, double noise = 0.8, double featureSpread = 1)
    {
        var random = new RandomStream(seed);
        var trades = new SlippageTrade[count];
        foreach (ref var trade in trades.AsSpan())
        {
            trade = new SlippageTrade(Math.Exp(-4 + (1.5 * featureSpread * random.Normal())), 0.03 * Math.Exp(0.5 * featureSpread * random.Normal()), 0.002 * Math.Exp(0.5 * featureSpread * random.Normal()));
            trade = trade with { Slippage = Truth.Predict(trade) * Math.Exp(noise * random.Normal()) };
        }

        return trades;
    }

    [Theory]
    [InlineData(0.90)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void Fit_Pinball_CoversItsShareOfTradesThatItHasNotSeen(double quantile)
    {
        var (learnt, heldOut) = (Draw(1, 10_000), Draw(2, 20_000));
        var model = SlippageModel.Fit(learnt, OutlierLoss.Pinball(quantile));
        var squares = SlippageModel.Fit(learnt, OutlierLoss.LeastSquares).Assess(heldOut);
        var fit = model.Assess(heldOut);
        // The accepted distance is one point; the binomial error of 20,000 held-out trades at 0.95 is 0.15 points.
        Assert.Equal(quantile, fit.Coverage, 0.01);
        Assert.NotEqual(quantile, squares.Coverage, 0.01);
        Assert.True(fit.SquaredError > squares.SquaredError);
        Assert.True(fit.MeanExcess > 0);
    }

    [Fact]
    public void Fit_RareOutliersOnLikeTrades_ErrsLessInTheTailThanLeastSquares()
    {
        var (learnt, heldOut) = (Outliers(3), Outliers(4));
        var squares = SlippageModel.Fit(learnt, OutlierLoss.LeastSquares).Assess(heldOut);
        foreach (var loss in (OutlierLoss[])[OutlierLoss.Pinball(), OutlierLoss.Expectile(), OutlierLoss.Quartic])
        {
            var fit = SlippageModel.Fit(learnt, loss).Assess(heldOut);
            Assert.True(fit.TailError < squares.TailError, $"{loss.Of(1)}: {fit.TailError} against {squares.TailError}");
        }

        Assert.Equal(0.95, SlippageModel.Fit(learnt, OutlierLoss.Pinball()).Assess(heldOut).Coverage, 0.01);
    }

    /// <summary>Like trades, of which a tenth cost four times as much as the rest: what makes a trade bad is not what is known of it.</summary>
    static SlippageTrade[] Outliers(long seed)
    {
        var random = new RandomStream(seed);
        var trades = Draw(seed, 10_000, noise: 0.2, featureSpread: 0.2);
        foreach (ref var trade in trades.AsSpan())
            trade = trade with { Slippage = trade.Slippage * (random.Bernoulli(0.1) ? 4 : 1) };
        return trades;
    }

    [Fact]
    public void Fit_Pinball_FindsTheQuantilesCoefficients()
    {
        var model = SlippageModel.Fit(Draw(5, 20_000), OutlierLoss.Pinball());
        // ln of the 0.95 quantile is the median's plus 0.8 · 1.645. Standard errors over 20,000 trades are about 0.015 per coefficient but for the constant, whose
        // columns lie far from 0.
        Assert.Equal(Truth.BySize, model.BySize, 0.05);
        Assert.Equal(Truth.ByVolatility, model.ByVolatility, 0.1);
        Assert.Equal(Truth.BySpread, model.BySpread, 0.1);
        var trade = new SlippageTrade(Math.Exp(-4), 0.03, 0.002);
        Assert.Equal(0.8 * 1.6449, Math.Log(model.Predict(trade) / Truth.Predict(trade)), 0.05);
    }

    public static TheoryData<string, OutlierLoss> Losses() => new()
    {
        { "least squares", OutlierLoss.LeastSquares },
        { "pinball", OutlierLoss.Pinball() },
        { "expectile", OutlierLoss.Expectile() },
        { "linex", OutlierLoss.Linex() },
        { "quartic", OutlierLoss.Quartic },
        { "size-weighted", OutlierLoss.SizeWeighted },
    };

    [Theory, MemberData(nameof(Losses))]
    public void Fit_EachLoss_ReachesAMinimum(string name, OutlierLoss loss)
    {
        var trades = Draw(6, 4_000);
        var model = SlippageModel.Fit(trades, loss);
        var reached = Total(model);
        foreach (var step in (double[])[-0.05, 0.05])
        {
            foreach (var other in (SlippageModel[])[
                model with { Constant = model.Constant + step }, model with { BySize = model.BySize + step },
                model with { ByVolatility = model.ByVolatility + step }, model with { BySpread = model.BySpread + step }])
            {
                Assert.True(Total(other) > reached, $"{name}: {other} loses {Total(other)}, {model} loses {reached}");
            }
        }

        double Total(SlippageModel candidate)
        {
            var (scale, meanSize) = (Deviation(trades), trades.Average(trade => trade.Size));
            return trades.Sum(trade => loss.Of((trade.Slippage - candidate.Predict(trade)) / scale, trade.Size / meanSize));
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public void Smooth_EachLoss_HasTheSlopeAndCurvatureOfItsValue(string name, OutlierLoss loss)
    {
        const double Width = 0.1;
        foreach (var miss in (double[])[-2, -0.3, 0.2, 1.5])
        {
            var (value, slope, curvature) = loss.Smooth(miss, 1.5, Width);
            var (low, high) = (loss.Smooth(miss - 1e-4, 1.5, Width), loss.Smooth(miss + 1e-4, 1.5, Width));
            // Central differences of a smooth function err by about the square of the step.
            Assert.Equal((high.Value - low.Value) / 2e-4, slope, 1e-6);
            Assert.Equal((high.Slope - low.Slope) / 2e-4, curvature, 1e-4);
            Assert.True(value >= loss.Of(miss, 1.5) - 1e-12, name);
            Assert.Equal(loss.Of(miss, 1.5), loss.Smooth(miss, 1.5, 1e-6).Value, 1e-5);
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public void Of_UnforeseenAgainstOverestimated_CountsAtLeastAsMuch(string name, OutlierLoss loss)
    {
        Assert.Equal(0, loss.Of(0));
        Assert.True(loss.Of(2) >= loss.Of(-2), name);
        var isSkew = name is "pinball" or "expectile" or "linex";
        Assert.Equal(isSkew, loss.Of(2) > loss.Of(-2));
    }

    [Theory]
    [InlineData("few", "20 or more")]
    [InlineData("zero", "must be positive")]
    [InlineData("collinear", "do not vary independently")]
    [InlineData("equal", "nothing to fit")]
    public void Fit_UnfitTrades_SaysWhy(string what, string expected)
    {
        var trades = Draw(7, what == "few" ? 19 : 100);
        foreach (ref var trade in trades.AsSpan())
        {
            trade = what switch
            {
                "zero" => trade with { Size = 0 },
                "collinear" => trade with { Spread = trade.Volatility },
                "equal" => trade with { Slippage = 0.01 },
                _ => trade,
            };
        }

        Assert.Contains(expected, Assert.Throws<SimulationException>(() => SlippageModel.Fit(trades, OutlierLoss.Pinball())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_ShapesOutOfPlace_AreRefused()
    {
        Assert.Contains("between 0 and 1", Assert.Throws<SimulationException>(() => OutlierLoss.Pinball(1)).Message, StringComparison.Ordinal);
        Assert.Contains("between 0 and 1", Assert.Throws<SimulationException>(() => OutlierLoss.Expectile(0)).Message, StringComparison.Ordinal);
        Assert.Contains("give a positive one", Assert.Throws<SimulationException>(() => OutlierLoss.Linex(0)).Message, StringComparison.Ordinal);
        Assert.Contains("give some", Assert.Throws<SimulationException>(() => Truth.Assess([])).Message, StringComparison.Ordinal);
    }

    static double Deviation(SlippageTrade[] trades) => MathNet.Numerics.Statistics.ArrayStatistics.StandardDeviation(trades.Select(trade => trade.Slippage).ToArray());
}
