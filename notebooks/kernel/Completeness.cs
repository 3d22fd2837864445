using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Sim.Kernel;

/// <summary>Whether a console should run what has been typed, or wait for the next line.</summary>
static class Completeness
{
    /// <summary><c>complete</c>, <c>invalid</c>, or <c>incomplete</c> with the indent of the next line.</summary>
    public static (string Status, string Indent) Of(string code)
    {
        var tree = Session.Parse(code, "cell");
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return ("incomplete", new string(' ', 4 * Math.Max(0, code.Count(character => character == '{') - code.Count(character => character == '}'))));
        return (tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? "invalid" : "complete", "");
    }
}
