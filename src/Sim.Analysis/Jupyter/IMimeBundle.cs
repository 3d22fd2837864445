namespace Sim.Analysis.Jupyter;

/// <summary>A value that a notebook draws, instead of printing it.</summary>
public interface IMimeBundle
{
    /// <summary>The same picture or table in one or more media types, such as <c>text/html</c> or <c>image/svg+xml</c>; the front end takes the richest that it knows.</summary>
    IReadOnlyDictionary<string, string> ToMimeBundle();
}
