using System.Text.Json;
using Sim.Models.Bridge.Configuration;
using Sim.Models.Bridge.Prices;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Configuration;

public sealed class DefaultConfigurationTests
{
    [Fact]
    public void Default_Analysis_HoldsTheOriginalsSettings()
    {
        var analysis = BridgeConfiguration.Default.Analysis;
        Assert.Equal(new AnalysisSettings(0.99, 100_000, 365, new ThresholdPeriods(21, 14, 7)), analysis);
        Assert.Equal([new Token("bitcoin", "btc"), new Token("dollar", "usd")], BridgeConfiguration.Default.Debts);
    }

    [Theory]
    [InlineData("polkadot", "ibtc", "interlay-btc", "btc", 0.05, 0, 30.0, 1.0526315789)]
    [InlineData("polkadot", "dot", "polkadot", null, 0, 0, 2_450_000.0, 1)]
    [InlineData("polkadot", "usdt", "tether", null, 0, 0.08, 2_000_000.0, 1.0869565217)]
    [InlineData("polkadot", "usdc", "usd-coin", null, 0, 0.13, 2_000_000.0, 1.1494252874)]
    [InlineData("polkadot", "glmr", "moonbeam", null, 0, 0, null, 1)]
    [InlineData("polkadot", "vdot", "voucher-dot", "dot", 0.02, 0, 500_000.0, 1.0204081633)]
    [InlineData("kusama", "kbtc", "kintsugi-btc", "btc", 0.05, 0, 20.0, 1.0526315789)]
    [InlineData("kusama", "ksm", "kusama", null, 0, 0, 100_000.0, 1)]
    [InlineData("kusama", "vksm", "bifrost-ksm", "ksm", 0.083, 0.07, 2_000.0, 1.1725941300)]
    [InlineData("kusama", "usdt", "tether", "usd", 0.05, 0.086, 800_000.0, 1.1516756881)]
    public void Default_Collateral_IsTheOriginals(string network, string ticker, string id, string? proxy, double liquidity, double depeg, double? cap, double total)
    {
        var collateral = BridgeConfiguration.Default.Network(network).Collateral(ticker);
        Assert.Equal(new Token(id, ticker), collateral.Token);
        Assert.Equal(proxy, collateral.Proxy?.Ticker);
        Assert.Equal(new RiskAdjustment(liquidity, depeg), collateral.RiskAdjustment);
        Assert.Equal(cap, collateral.SupplyCap);
        // Ten decimals are given.
        Assert.Equal(total, collateral.RiskAdjustment.Total, 5e-11);
    }

    [Fact]
    public void Default_Tokens_StandInTheOrderOfTheFile()
    {
        var networks = BridgeConfiguration.Default.Networks;
        Assert.Equal(["polkadot", "kusama"], networks.Select(network => network.Name));
        Assert.Equal(["ibtc", "dot", "usdt", "usdc", "glmr", "vdot"], networks[0].Collaterals.Select(collateral => collateral.Token.Ticker));
        Assert.Equal(["kbtc", "ksm", "vksm", "usdt"], networks[1].Collaterals.Select(collateral => collateral.Token.Ticker));
    }

    [Fact]
    public void RiskAdjustment_RecordedTokens_HaveTheOriginalsTotal()
    {
        using var document = Golden.Read("c_thresholds.json");
        var items = document.RootElement.GetProperty("total_risk_adjustment_of_config").EnumerateArray().ToList();
        Assert.Equal(7, items.Count);
        foreach (var item in items)
        {
            var collateral = BridgeConfiguration.Default.Network(item.GetProperty("network").GetString()!).Collateral(item.GetProperty("ticker").GetString()!);
            Assert.Equal(Share(item, "liquidity_adjustment"), collateral.RiskAdjustment.Liquidity);
            Assert.Equal(Share(item, "depeg_adjustment"), collateral.RiskAdjustment.Depeg);
            Golden.Compare([item.GetProperty("adj").GetDouble()], [collateral.RiskAdjustment.Total], Tolerance.Relative(1e-12), collateral.Place);
        }
    }

    [Fact]
    public void RiskAdjustment_RecordedCases_HaveTheOriginalsTotal()
    {
        using var document = Golden.Read("c_thresholds.json");
        var cases = document.RootElement.GetProperty("cases").EnumerateArray().ToList();
        Golden.Compare(
            [.. cases.Select(item => item.GetProperty("risk_adjustment").GetDouble())],
            [.. cases.Select(item => new RiskAdjustment(Share(item, "liquidity_adjustment"), Share(item, "depeg_adjustment")).Total)],
            Tolerance.Relative(1e-12),
            "risk_adjustment of cases");
    }

    static double Share(JsonElement item, string key) => item.GetProperty(key) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : 0;
}
