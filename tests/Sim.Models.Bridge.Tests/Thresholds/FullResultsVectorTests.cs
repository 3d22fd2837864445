using Sim.Models.Bridge.Paths;
using Sim.Models.Bridge.Risk;
using Sim.Models.Bridge.Thresholds;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Thresholds;

/// <summary>The original's main script from sample moments to reported thresholds: every recorded run again, draw by draw.</summary>
public sealed class FullResultsVectorTests
{
    const string File = "d_full_results.json";
    const int Paths = 20_000;
    const double Alpha = 0.99;

    static readonly string[] Names = ["liquidation", "premium_redeem", "safe_mint"];
    static readonly int[] Moves = [6, 13, 20];

    static readonly Dictionary<string, string> Ids = new() { ["ibtc"] = "bitcoin", ["dot"] = "polkadot", ["usdc"] = "usd-coin", ["glmr"] = "moonbeam", ["fat"] = "fattail-token" };

    public static TheoryData<string, string> Tokens()
    {
        using var document = Golden.Read(File);
        var data = new TheoryData<string, string>();
        foreach (var mode in new[] { "lending_usd", "bridge_btc" })
        {
            foreach (var token in document.RootElement.GetProperty(mode).EnumerateObject().Where(token => !token.Value.TryGetProperty("skipped", out _)))
                data.Add(mode, token.Name);
        }

        return data;
    }

    [Theory, MemberData(nameof(Tokens))]
    public void Runs_RecordedSeeds_AreTheOriginals(string mode, string token)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty(mode).GetProperty(token);
        var scheme = new EulerScheme(item.Number("mu_used"), item.Number("sigma"));
        double[][] minima = [.. Moves.Select(_ => new double[Paths])];
        var runs = item.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(10, runs.Count);
        foreach (var run in runs)
        {
            scheme.RunningMinima(run.GetProperty("seed").GetUInt32(), Moves, length: 21, minima);
            var risk = SimulatedVar.Of(minima, Alpha, minimum => minimum - 1);
            var simulated = Parity(Levels.Of(risk.Quantiles[2].Value, risk.Quantiles[1].Value, risk.Quantiles[0].Value), item.Number("risk_adjustment"));
            var recorded = run.GetProperty("thresholds");
            Golden.Compare([.. Names.Select(name => recorded.GetProperty(name).Number("analytical"))], Listed(simulated), Tolerance.Relative(1e-12), $"{mode} {token}, seed {run.Text("seed")}");
            var historical = Levels.Of(recorded.GetProperty("liquidation").Number("historical"), recorded.GetProperty("premium_redeem").Number("historical"), recorded.GetProperty("safe_mint").Number("historical"));
            var percent = run.GetProperty("reported_percent");
            Assert.Equal(
                Report.Of(percent.GetProperty("liquidation").GetInt64(), percent.GetProperty("premium_redeem").GetInt64(), percent.GetProperty("safe_mint").GetInt64()),
                Combination.Reported(Combination.Larger(simulated, historical), Fidelity.Parity));
        }
    }

    [Theory, MemberData(nameof(Tokens))]
    public void Exact_RecordedMoments_LiesWithinFourStandardErrorsOfTheRuns(string mode, string token)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty(mode).GetProperty(token);
        var law = new Bridge.Risk.FirstPassage(item.Number("mu_used"), item.Number("sigma"), IsSimple: true);
        var exact = Listed(Parity(Levels.Of(law.ValueAtRisk(20, Alpha), law.ValueAtRisk(13, Alpha), law.ValueAtRisk(6, Alpha)), item.Number("risk_adjustment")));
        foreach (var (name, value) in Names.Zip(exact))
        {
            Assert.InRange((value - item.GetProperty("analytical_mean").Number(name)) / item.GetProperty("analytical_se_of_mean").Number(name), -4, 4);
            Assert.Equal(item.GetProperty("exact_reference_analytical").Number(name), value, 1e-9);
        }
    }

    [Theory, MemberData(nameof(Tokens))]
    public void StandardErrors_OfOneRun_AgreeWithTheSpreadOverSeeds(string mode, string token)
    {
        using var document = Golden.Read(File);
        var item = document.RootElement.GetProperty(mode).GetProperty(token);
        double[][] minima = [.. Moves.Select(_ => new double[Paths])];
        new EulerScheme(item.Number("mu_used"), item.Number("sigma")).RunningMinima(42, Moves, length: 21, minima);
        var risk = SimulatedVar.Of(minima, Alpha, minimum => minimum - 1);
        var losses = Levels.Of(risk.Quantiles[2].Value, risk.Quantiles[1].Value, risk.Quantiles[0].Value);
        var covariance = risk.Covariance.Reverse().ToArray();
        var errors = Listed(Combination.StandardErrors(losses, covariance, from => Parity(from, item.Number("risk_adjustment"))));
        // A standard deviation of ten runs is known to a factor: sd sqrt(9 / chi2), 0.3 to 4 of which leaves a false alarm of 1e-5 each.
        Assert.All(Names.Zip(errors), pair => Assert.InRange(item.GetProperty("analytical_sd_per_run").Number(pair.First) / pair.Second, 0.25, 2.2));
    }

    [Fact]
    public void Historical_RecordedPrices_AreTheOriginals()
    {
        using var document = Golden.Read(File);
        var compared = 0;
        foreach (var (mode, quote) in new[] { ("lending_usd", "usd"), ("bridge_btc", "btc") })
        {
            foreach (var token in document.RootElement.GetProperty(mode).EnumerateObject())
            {
                if (!Ids.TryGetValue(token.Name, out var id) || VectorFile.Prices(id, quote) is not { } series || token.Value.TryGetProperty("skipped", out _))
                    continue;
                var losses = Levels.Of(HistoricalVar.EndToEnd(series, 21, Alpha), HistoricalVar.EndToEnd(series, 14, Alpha), HistoricalVar.EndToEnd(series, 7, Alpha));
                Golden.Compare(
                    [.. Names.Select(name => token.Value.GetProperty("historical").Number(name))],
                    Listed(Parity(losses, token.Value.Number("risk_adjustment"))),
                    Tolerance.Relative(1e-12),
                    $"{mode} {token.Name}");
                compared++;
            }
        }

        Assert.Equal(9, compared);
    }

    static Levels Parity(Levels losses, double adjustment) => Combination.Thresholds(losses, adjustment, IncrementOrder.Reversed, Fidelity.Parity);

    static double[] Listed(Levels levels) => [levels.Liquidation, levels.PremiumRedeem, levels.SafeMint];
}
