using System.Globalization;
using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Configuration;

/// <summary>Turns the tree of a configuration file into typed records, and refuses every value that is wrong.</summary>
static class ConfigurationReader
{
    const string Schema = "docs/models/bridge-data.md shows the schema.";

    internal static BridgeConfiguration Read(ConfigurationNode root)
    {
        var sections = Mapping(root, "analysis", "debt", "collateral");
        return new BridgeConfiguration(
            Analysis(Needed(root, sections, "analysis")),
            [.. Distinct(Tokens(Needed(root, sections, "debt")), "debt").Select(pair => pair.Token)],
            [.. Named(Needed(root, sections, "collateral"), "a network").Select(Network)]);
    }

    static AnalysisSettings Analysis(ConfigurationNode node)
    {
        var keys = Mapping(node, "alpha", "n_simulations", "historical_sample_period", "thresholds");
        var thresholds = Needed(node, keys, "thresholds");
        var periods = Periods(Needed(thresholds, Mapping(thresholds, "periods"), "periods"));
        var alpha = Needed(node, keys, "alpha");
        var confidence = Number(alpha);
        if (confidence is not (> 0 and < 1))
            throw alpha.Because($"found {alpha.Scalar}", "A confidence lies strictly between 0 and 1, such as 0.99.");
        var sample = Needed(node, keys, "historical_sample_period");
        var days = Whole(sample, "days");
        if (days <= periods.Longest)
            throw sample.Because($"found {days} days of history", $"Take more days than the longest threshold period, which is {periods.Longest}.");
        return new AnalysisSettings(confidence, Whole(Needed(node, keys, "n_simulations"), "paths"), days, periods);
    }

    static ThresholdPeriods Periods(ConfigurationNode node)
    {
        var keys = Mapping(node, "liquidation", "premium_redeem", "safe_mint");
        return new ThresholdPeriods(
            Whole(Needed(node, keys, "liquidation"), "days"),
            Whole(Needed(node, keys, "premium_redeem"), "days"),
            Whole(Needed(node, keys, "safe_mint"), "days"));
    }

    static Network Network(ConfigurationNode node)
    {
        var collaterals = Named(node, "a collateral").Select(Collateral).ToList();
        Distinct([.. collaterals.Zip(node.Entries, (collateral, entry) => (collateral.Token, entry))], $"network {node.Name}");
        return new Network(node.Name, collaterals);
    }

    static Collateral Collateral(ConfigurationNode node)
    {
        var keys = Mapping(node, "name", "proxy", "risk_adjustment", "supply_cap");
        var token = new Token(Text(Needed(node, keys, "name")), node.Name);
        var cap = keys.GetValueOrDefault("supply_cap") is { IsEmpty: false } written ? written : null;
        var supply = cap is null ? null : (double?)Number(cap);
        if (supply < 0)
            throw cap!.Because($"found {cap.Scalar}", "A supply cap is not negative; leave it empty if there is none.");
        return new Collateral(token, Proxy(keys.GetValueOrDefault("proxy"), token), Adjustment(keys.GetValueOrDefault("risk_adjustment")), supply, node.Place);
    }

    static Token? Proxy(ConfigurationNode? node, Token token)
    {
        if (node is null)
            return null;
        if (node.IsEmpty || (node.Scalar is null && node.Entries.Count == 0))
            throw node.Because("the proxy is missing", "Name one as `ticker: id`, such as `btc: bitcoin`, or take the key out if the token needs none.");
        var proxies = Tokens(node);
        if (proxies.Count > 1)
            throw node.Because($"found {proxies.Count} proxies", "Keep one: prices of one token stand in for those of another.");
        if (proxies[0].Token.Ticker == token.Ticker || proxies[0].Token.Id == token.Id)
            throw node.Because($"found {token.Ticker} as its own proxy", "Name another token.");
        return proxies[0].Token;
    }

    static RiskAdjustment Adjustment(ConfigurationNode? node)
    {
        if (node is null or { IsEmpty: true })
            return default;
        var keys = Mapping(node, "liquidity_adjustment", "depeg_adjustment");
        return new RiskAdjustment(Share(keys.GetValueOrDefault("liquidity_adjustment")), Share(keys.GetValueOrDefault("depeg_adjustment")));
    }

    static double Share(ConfigurationNode? node)
    {
        if (node is null or { IsEmpty: true })
            return 0;
        var share = Number(node);
        if (share is not (>= 0 and < 1))
            throw node.Because($"found {node.Scalar}", "An adjustment is a fraction from 0 to below 1: 5 % is 0.05.");
        return share;
    }

    static List<(Token Token, ConfigurationNode Node)> Tokens(ConfigurationNode node) =>
        [.. Named(node, "a token").Select(entry => (new Token(Text(entry), entry.Name), entry))];

    static List<(Token Token, ConfigurationNode Node)> Distinct(List<(Token Token, ConfigurationNode Node)> tokens, string where)
    {
        var tickers = new Dictionary<string, string>();
        foreach (var (token, node) in tokens)
        {
            if (!tickers.TryAdd(token.Id, token.Ticker))
                throw node.Because($"'{token.Id}' is already {tickers[token.Id]} of {where}", "Each token may stand there once; correct the name, or take one out.");
        }

        return tokens;
    }

    static IReadOnlyList<ConfigurationNode> Named(ConfigurationNode node, string what)
    {
        if (node.Scalar is not null && !node.IsEmpty)
            throw node.Because($"found '{node.Scalar}' where a mapping is needed", Schema);
        if (node.Entries.Count == 0)
            throw node.Because("there is nothing here", $"Name {what} at least. {Schema}");
        return node.Entries;
    }

    static Dictionary<string, ConfigurationNode> Mapping(ConfigurationNode node, params string[] known)
    {
        foreach (var entry in Named(node, "a key"))
        {
            if (!known.Contains(entry.Name))
                throw entry.Because($"the key '{entry.Name}' is not known here", Suggestion.For(entry.Name, known).TrimStart());
        }

        return node.Entries.ToDictionary(entry => entry.Name);
    }

    static ConfigurationNode Needed(ConfigurationNode node, Dictionary<string, ConfigurationNode> keys, string name) =>
        keys.TryGetValue(name, out var entry) ? entry : throw node.Because($"the key '{name}' is missing", Schema);

    static string Text(ConfigurationNode node)
    {
        if (node.Scalar is null || node.IsEmpty || string.IsNullOrWhiteSpace(node.Scalar))
            throw node.Because("a name is missing", "Write the token's id at the source of prices, such as `bitcoin`.");
        return node.Scalar;
    }

    // YAML 1.1, which the original's reader follows, allows underscores between digits, and reads 010 as 8; YAML 1.2 reads it as 10.
    static double Number(ConfigurationNode node)
    {
        var text = (node.Scalar ?? "").Replace("_", "", StringComparison.Ordinal);
        if (node.Scalar is null || node.IsQuoted || text.TrimStart('-', '+') is ['0', >= '0' and <= '9', ..] || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            throw node.Because($"found {Shown(node)} where a number is needed", "Write it plainly, such as 0.99 or 100_000.");
        return value;
    }

    static int Whole(ConfigurationNode node, string unit)
    {
        var value = Number(node);
        if (value != Math.Truncate(value) || value is < 1 or > int.MaxValue)
            throw node.Because($"found {node.Scalar}", $"Give a whole number of {unit}, at least 1.");
        return (int)value;
    }

    static string Shown(ConfigurationNode node) =>
        node.Scalar is null ? "a mapping" : node.IsEmpty ? "nothing" : node.IsQuoted ? $"the text \"{node.Scalar}\"" : $"'{node.Scalar}'";
}
