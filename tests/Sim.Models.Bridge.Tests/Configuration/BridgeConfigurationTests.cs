using System.Text;
using Sim.Framework;
using Sim.Models.Bridge.Configuration;
using Sim.Tests.Shared;

namespace Sim.Models.Bridge.Tests.Configuration;

public sealed class BridgeConfigurationTests
{
    const string Text = """
        analysis:
          alpha: 0.99
          n_simulations: 20_000
          historical_sample_period: 365
          thresholds:
            periods:
              liquidation: 21
              premium_redeem: 14
              safe_mint: 7
        debt:
          btc: bitcoin
        collateral:
          polkadot:
            ibtc:
              name: interlay-btc
              proxy:
                btc: bitcoin
              risk_adjustment:
                liquidity_adjustment: 0.05
                depeg_adjustment:
              supply_cap: 30
            dot:
              name: polkadot
        """;

    static readonly string[] Insertions = ["\n", ":", " ", "- ", "&a ", "*a", "{", "[", "\"", "'", "!!int ", "? ", "| ", "#", "\t", "<<: ", "-1", "1e999", "nan", "\0", "---\n", "%"];

    [Fact]
    public void Parse_SmallFile_LeavesOutWhatIsOptional()
    {
        var configuration = BridgeConfiguration.Parse(Text, "my.yaml");
        Assert.Equal(20_000, configuration.Analysis.Simulations);
        var (ibtc, dot) = (configuration.Network("polkadot").Collaterals[0], configuration.Network("polkadot").Collaterals[1]);
        Assert.Equal((0.05, 0.0), (ibtc.RiskAdjustment.Liquidity, ibtc.RiskAdjustment.Depeg));
        Assert.Equal((null, default(RiskAdjustment), (double?)null), (dot.Proxy, dot.RiskAdjustment, dot.SupplyCap));
        Assert.Equal("my.yaml, line 14, key collateral.polkadot.ibtc", ibtc.Place);
    }

    [Theory]
    [InlineData("alpha: 0.99", "alpha: 1", "line 2, key analysis.alpha: found 1. A confidence lies strictly between 0 and 1, such as 0.99.")]
    [InlineData("alpha: 0.99", "alpha: 0", "line 2, key analysis.alpha: found 0. A confidence lies strictly between 0 and 1, such as 0.99.")]
    [InlineData("alpha: 0.99", "alpha: -.5", "line 2, key analysis.alpha: found -.5. A confidence lies strictly between 0 and 1, such as 0.99.")]
    [InlineData("alpha: 0.99", "alpha: .nan", "line 2, key analysis.alpha: found '.nan' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("alpha: 0.99", "alpha: NaN", "line 2, key analysis.alpha: found 'NaN' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("alpha: 0.99", "alpha: \"0.99\"", "line 2, key analysis.alpha: found the text \"0.99\" where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("alpha: 0.99", "alpha: 00.99", "line 2, key analysis.alpha: found '00.99' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("20_000", "010", "line 3, key analysis.n_simulations: found '010' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("20_000", "-010", "line 3, key analysis.n_simulations: found '-010' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("20_000", "0_10", "line 3, key analysis.n_simulations: found '0_10' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("20_000", "0x10", "line 3, key analysis.n_simulations: found '0x10' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("20_000", "0o10", "line 3, key analysis.n_simulations: found '0o10' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("20_000", "1:30", "line 3, key analysis.n_simulations: found '1:30' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("alpha: 0.99", "alpha: 0,99", "line 2, key analysis.alpha: found '0,99' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("alpha: 0.99", "alpha:", "line 2, key analysis.alpha: found nothing where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("alpha: 0.99", "alpha: {a: 1}", "line 2, key analysis.alpha: found a mapping where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("alpha: 0.99", "alpha: [0.99]", "line 2, key analysis.alpha: a list stands where a value or a mapping is needed. Follow the schema in docs/models/bridge-data.md.")]
    [InlineData("alpha: 0.99", "alhpa: 0.99", "line 2, key analysis.alhpa: the key 'alhpa' is not known here. Did you mean 'alpha'?")]
    [InlineData("alpha: 0.99", "volatility: 0.99", "line 2, key analysis.volatility: the key 'volatility' is not known here. Known are: alpha, n_simulations, historical_sample_period, thresholds.")]
    [InlineData("  alpha: 0.99\n", "", "line 1, key analysis: the key 'alpha' is missing. docs/models/bridge-data.md shows the schema.")]
    [InlineData("alpha: 0.99", "alpha: 0.99\n  alpha: 0.95", "line 3, key analysis.alpha: this key occurs twice. Keep one of the two.")]
    [InlineData("20_000", "0", "line 3, key analysis.n_simulations: found 0. Give a whole number of paths, at least 1.")]
    [InlineData("20_000", "1.5", "line 3, key analysis.n_simulations: found 1.5. Give a whole number of paths, at least 1.")]
    [InlineData("20_000", "3_000_000_000", "line 3, key analysis.n_simulations: found 3_000_000_000. Give a whole number of paths, at least 1.")]
    [InlineData("period: 365", "period: 21", "line 4, key analysis.historical_sample_period: found 21 days of history. Take more days than the longest threshold period, which is 21.")]
    [InlineData("liquidation: 21", "liquidation: -21", "line 7, key analysis.thresholds.periods.liquidation: found -21. Give a whole number of days, at least 1.")]
    [InlineData("safe_mint: 7", "safe-mint: 7", "line 9, key analysis.thresholds.periods.safe-mint: the key 'safe-mint' is not known here. Did you mean 'safe_mint'?")]
    [InlineData("btc: bitcoin\ncoll", "btc:\ncoll", "line 11, key debt.btc: a name is missing. Write the token's id at the source of prices, such as `bitcoin`.")]
    [InlineData("btc: bitcoin\ncoll", "btc: bitcoin\n  xbt: bitcoin\ncoll", "line 12, key debt.xbt: 'bitcoin' is already btc of debt. Each token may stand there once; correct the name, or take one out.")]
    [InlineData("  btc: bitcoin\ncoll", "coll", "line 10, key debt: there is nothing here. Name a token at least. docs/models/bridge-data.md shows the schema.")]
    [InlineData("name: polkadot", "name: polkadot\n    dot:\n      name: moonbeam", "line 24, key collateral.polkadot.dot: this key occurs twice. Keep one of the two.")]
    [InlineData("name: polkadot", "name: interlay-btc", "line 22, key collateral.polkadot.dot: 'interlay-btc' is already ibtc of network polkadot. Each token may stand there once; correct the name, or take one out.")]
    [InlineData("        btc: bitcoin\n", "", "line 16, key collateral.polkadot.ibtc.proxy: the proxy is missing. Name one as `ticker: id`, such as `btc: bitcoin`, or take the key out if the token needs none.")]
    [InlineData("        btc: bitcoin\n", "        btc: bitcoin\n        dot: polkadot\n", "line 16, key collateral.polkadot.ibtc.proxy: found 2 proxies. Keep one: prices of one token stand in for those of another.")]
    [InlineData("        btc: bitcoin\n", "        ibtc: bitcoin\n", "line 16, key collateral.polkadot.ibtc.proxy: found ibtc as its own proxy. Name another token.")]
    [InlineData("proxy:\n        btc: bitcoin", "proxy: bitcoin", "line 16, key collateral.polkadot.ibtc.proxy: found 'bitcoin' where a mapping is needed. docs/models/bridge-data.md shows the schema.")]
    [InlineData("depeg_adjustment:", "depeg_adjustment: 1", "line 20, key collateral.polkadot.ibtc.risk_adjustment.depeg_adjustment: found 1. An adjustment is a fraction from 0 to below 1: 5 % is 0.05.")]
    [InlineData("0.05", "5", "line 19, key collateral.polkadot.ibtc.risk_adjustment.liquidity_adjustment: found 5. An adjustment is a fraction from 0 to below 1: 5 % is 0.05.")]
    [InlineData("0.05", "-0.05", "line 19, key collateral.polkadot.ibtc.risk_adjustment.liquidity_adjustment: found -0.05. An adjustment is a fraction from 0 to below 1: 5 % is 0.05.")]
    [InlineData("0.05", "5%", "line 19, key collateral.polkadot.ibtc.risk_adjustment.liquidity_adjustment: found '5%' where a number is needed. Write it plainly, such as 0.99 or 100_000.")]
    [InlineData("cap: 30", "cap: -30", "line 21, key collateral.polkadot.ibtc.supply_cap: found -30. A supply cap is not negative; leave it empty if there is none.")]
    [InlineData("name: polkadot", "nmae: polkadot", "line 23, key collateral.polkadot.dot.nmae: the key 'nmae' is not known here. Did you mean 'name'?")]
    [InlineData("debt:", "debt: &d", "line 10, key debt: anchors (&) and aliases (*) are not read. Write the value out.")]
    [InlineData("btc: bitcoin\ncoll", "btc: *d\ncoll", "line 11, key debt.btc: anchors (&) and aliases (*) are not read. Write the value out.")]
    [InlineData("alpha: 0.99", "alpha: !!float 0.99", "line 2, key analysis.alpha: tags (!) are not read. Write the plain value.")]
    [InlineData("alpha: 0.99", "? [a]\n  : 1", "line 2, key analysis: a key is not a plain word. Write `name: value`, without anchors, aliases and tags.")]
    [InlineData("collateral:\n", "---\ncollateral:\n", "line 12: a second document begins here. Keep one document in a file.")]
    public void Parse_WrongValue_SaysFileLineKeyAndCure(string part, string wrong, string message)
    {
        Assert.Equal(2, Text.Split(part).Length);
        var error = Assert.Throws<SimulationException>(() => BridgeConfiguration.Parse(Text.Replace(part, wrong, StringComparison.Ordinal), "my.yaml"));
        Assert.Equal($"my.yaml, {message}", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a remark\n")]
    public void Parse_EmptyFile_SaysWhatToWrite(string text)
    {
        var error = Assert.Throws<SimulationException>(() => BridgeConfiguration.Parse(text, "my.yaml"));
        Assert.Equal("my.yaml: the file is empty. Write the sections analysis, debt and collateral; docs/models/bridge-data.md shows them.", error.Message);
    }

    [Theory]
    [InlineData("42", "my.yaml, line 1: found '42' where a mapping is needed. docs/models/bridge-data.md shows the schema.")]
    [InlineData("- a\n- b", "my.yaml, line 1: a list stands where a value or a mapping is needed. Follow the schema in docs/models/bridge-data.md.")]
    [InlineData("analysis: 1", "my.yaml, line 1, key analysis: found '1' where a mapping is needed. docs/models/bridge-data.md shows the schema.")]
    public void Parse_OtherShape_SaysSo(string text, string message) =>
        Assert.Equal(message, Assert.Throws<SimulationException>(() => BridgeConfiguration.Parse(text, "my.yaml")).Message);

    [Fact]
    public void Parse_NoYaml_SaysLineAndColumn()
    {
        var error = Assert.Throws<SimulationException>(() => BridgeConfiguration.Parse("analysis:\n  alpha: 'a\n", "my.yaml"));
        Assert.StartsWith("my.yaml, line ", error.Message, StringComparison.Ordinal);
        Assert.Contains("this is not YAML: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_AliasBomb_IsRefusedAtItsFirstAnchor()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (var level = 1; level < 40; level++)
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n");
        var error = Assert.Throws<SimulationException>(() => BridgeConfiguration.Parse(bomb.ToString(), "my.yaml"));
        Assert.Equal("my.yaml, line 1, key a0: anchors (&) and aliases (*) are not read. Write the value out.", error.Message);
    }

    [Fact]
    public void Parse_VeryDeepMappings_AreRefusedWithoutDescending()
    {
        var error = Assert.Throws<SimulationException>(() => BridgeConfiguration.Parse(string.Concat(Enumerable.Repeat("{a: ", 50_000)), "my.yaml"));
        Assert.Equal("my.yaml, line 1, key a.a.a.a.a.a.a.a.a: the mappings are nested too deeply. Follow the schema in docs/models/bridge-data.md.", error.Message);
    }

    [Fact]
    public void Parse_AnyText_GivesAConfigurationOrAnErrorForItsReader() => Damage.Of(Text, Insertions).ForAll(seed: 5, count: 1_000, text =>
    {
        try
        {
            var configuration = BridgeConfiguration.Parse(text, "my.yaml");
            Assert.NotEmpty(configuration.Networks);
            Assert.All(configuration.Networks.SelectMany(network => network.Collaterals), collateral => Assert.True(collateral.RiskAdjustment.Total >= 1));
        }
        catch (SimulationException error)
        {
            Assert.StartsWith("my.yaml", error.Message, StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Load_MissingFile_SaysWhich()
    {
        var error = Assert.Throws<SimulationException>(() => BridgeConfiguration.Load("nowhere/my.yaml"));
        Assert.StartsWith("nowhere/my.yaml: the configuration cannot be read: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_FileOfOtherSize_IsReadOrRefused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Text);
            Assert.Equal(2, BridgeConfiguration.Load(path).Networks[0].Collaterals.Count);
            File.WriteAllText(path, new string('#', 1_000_001));
            Assert.Equal($"{path}: the file has 1000001 bytes; a configuration has at most 1000000. Is it another file?", Assert.Throws<SimulationException>(() => BridgeConfiguration.Load(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Lookups_UnknownName_SuggestTheNearest()
    {
        var configuration = BridgeConfiguration.Default;
        Assert.Equal("There is no network named 'polcadot'. Did you mean 'polkadot'?", Assert.Throws<SimulationException>(() => configuration.Network("polcadot")).Message);
        Assert.Equal("There is no debt named 'eth'. Known are: btc, usd.", Assert.Throws<SimulationException>(() => configuration.Debt("eth")).Message);
        Assert.Equal("There is no collateral of network 'kusama' named 'vkms'. Did you mean 'vksm'?", Assert.Throws<SimulationException>(() => configuration.Network("kusama").Collateral("vkms")).Message);
    }
}
