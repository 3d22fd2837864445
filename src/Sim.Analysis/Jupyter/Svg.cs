namespace Sim.Analysis.Jupyter;

/// <summary>An SVG picture, drawn as it is.</summary>
public sealed record Svg(string Markup) : IMimeBundle
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string> { ["image/svg+xml"] = Markup };
}
