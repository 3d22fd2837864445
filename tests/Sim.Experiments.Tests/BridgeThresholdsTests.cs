namespace Sim.Experiments.Tests;

/// <summary>What the issue asks of the threshold experiment: its two settings, one row a token, and the warning.</summary>
public sealed class BridgeThresholdsTests : IDisposable
{
    readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(new string[0], new[] { "dot", "usdt", "usdc", "glmr", "vdot" })]
    [InlineData(new[] { "--set", "debt=usd" }, new[] { "ibtc", "dot", "usdt", "usdc", "glmr", "vdot" })]
    [InlineData(new[] { "--set", "network=kusama" }, new[] { "ksm", "vksm", "usdt" })]
    [InlineData(new[] { "--set", "network=kusama", "--set", "debt=usd", "--set", "fidelity=parity" }, new[] { "kbtc", "ksm", "vksm" })]
    public void Run_NetworkAndDebt_HasARowForEachTokenInTheConfigurationsOrder(string[] options, string[] tokens)
    {
        var output = _session.Succeed(["run", "bridge-thresholds", "--runs", "2", "--set", "paths=500", .. options]);
        Assert.Matches(@"(?m)^ +subset +token +runs +liquidation % +premium redeem % +safe mint % +rests on seed +liquidation +", output);
        Assert.All(tokens.Index(), token => Assert.Matches($@"(?m)^ +{token.Index} +{token.Item} +2 +\d+ +\d+ +\d+ +[\d.]+", output));
        Assert.Contains($"{2 * tokens.Length} runs, {2 * tokens.Length} timesteps", output, StringComparison.Ordinal);
        var dataset = _session.Open("results", "bridge-thresholds");
        Assert.Equal(tokens, dataset.Column<string>("token").Distinct());
        Assert.All(dataset.Column<string>("price_origin").Where(origin => origin is not null), origin => Assert.StartsWith("synthetic", origin, StringComparison.Ordinal));
    }

    [Fact]
    public void Run_Lending_ShowsLoanToValueAndTheBridgeNone()
    {
        Assert.DoesNotMatch(@"(?m)^ +0 .*none.*none", _session.Succeed("run", "bridge-thresholds", "--runs", "2", "--set", "paths=500", "--set", "debt=usd", "--out", "usd"));
        Assert.Matches(@"(?m)^ +0 .* none +none +[\d.]+ +[\d.]+ +[\d.]+$", _session.Succeed("run", "bridge-thresholds", "--runs", "2", "--set", "paths=500", "--out", "btc"));
    }

    [Fact]
    public void Run_UnknownNetwork_SaysWhichThereAre()
    {
        var said = _session.Run("run", "bridge-thresholds", "--set", "network=polka");
        Assert.Equal(ExitCode.BadUsage, said.Exit);
        Assert.Contains("There is no network named 'polka'. Did you mean 'polkadot'?", said.Error, StringComparison.Ordinal);
    }
}
