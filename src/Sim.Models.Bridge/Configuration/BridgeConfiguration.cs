using Sim.Framework;
using Sim.Models.Bridge.Prices;

namespace Sim.Models.Bridge.Configuration;

/// <summary>What the threshold analysis works on, as <c>config.yaml</c> says it.</summary>
/// <remarks>Immutable. The schema is that of interlay/collateralization-analysis at 2f668c5; it is described in docs/models/bridge-data.md.</remarks>
/// <param name="Analysis">How thresholds are computed.</param>
/// <param name="Debts">What collateral may be held against, in the order of the file; at least one.</param>
/// <param name="Networks">The networks, in the order of the file; at least one.</param>
public sealed record BridgeConfiguration(AnalysisSettings Analysis, IReadOnlyList<Token> Debts, IReadOnlyList<Network> Networks)
{
    const string DefaultFile = "config.yaml";

    static readonly Lazy<BridgeConfiguration> Shipped = new(ReadShipped);

    /// <summary>The configuration that ships with the model: every Polkadot and Kusama token of the original.</summary>
    public static BridgeConfiguration Default => Shipped.Value;

    /// <summary>Reads a configuration file.</summary>
    /// <exception cref="SimulationException">the file cannot be read, or a value in it is wrong; the message names file, line and key</exception>
    public static BridgeConfiguration Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > ConfigurationTree.LongestText } file)
                throw new SimulationException($"{path}: the file has {file.Length} bytes; a configuration has at most {ConfigurationTree.LongestText}. Is it another file?");
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"{path}: the configuration cannot be read: {error.Message} Name a readable YAML file.", error);
        }
    }

    /// <summary>Reads a configuration from a text; <paramref name="file"/> stands in messages.</summary>
    /// <exception cref="SimulationException">a value in it is wrong; the message names file, line and key</exception>
    public static BridgeConfiguration Parse(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ConfigurationReader.Read(ConfigurationTree.Parse(text, file));
    }

    /// <summary>The debt of a ticker.</summary>
    /// <exception cref="SimulationException">the configuration has no such debt</exception>
    public Token Debt(string ticker) => Debts.Any(debt => debt.Ticker == ticker)
        ? Debts.First(debt => debt.Ticker == ticker)
        : throw Suggestion.NotFound("debt", ticker, Debts.Select(debt => debt.Ticker));

    /// <summary>The network of a name.</summary>
    /// <exception cref="SimulationException">the configuration has no such network</exception>
    public Network Network(string name) => Networks.FirstOrDefault(network => network.Name == name)
        ?? throw Suggestion.NotFound("network", name, Networks.Select(network => network.Name));

    static BridgeConfiguration ReadShipped()
    {
        var type = typeof(BridgeConfiguration);
        using var reader = new StreamReader(type.Assembly.GetManifestResourceStream(type, DefaultFile)!);
        return Parse(reader.ReadToEnd(), DefaultFile);
    }
}
