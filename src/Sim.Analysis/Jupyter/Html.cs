namespace Sim.Analysis.Jupyter;

/// <summary>A fragment of HTML, drawn as it is.</summary>
public sealed record Html(string Markup) : IMimeBundle
{
    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string> { ["text/html"] = Markup };
}
