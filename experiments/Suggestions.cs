using Sim.Framework.Recording;

namespace Sim.Experiments;

/// <summary>The advice of an error about an unknown name.</summary>
static class Suggestions
{
    public static string For(string name, IEnumerable<string> known) => ParameterPoint.Suggestion(name, known);
}
