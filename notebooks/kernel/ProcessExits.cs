using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Kernel;

/// <summary>Finds the calls that would end the process, and with it every variable of every cell.</summary>
static class ProcessExits
{
    static readonly DiagnosticDescriptor Refused = new(
        "SIM001",
        "Ends the process",
        "Environment.{0} would end the process that runs the cells, and every variable would be lost; end a cell with 'return;', and the kernel from the menu of the notebook",
        "Sim.Kernel",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static IEnumerable<Diagnostic> In(CSharpCompilation compilation, SyntaxTree tree)
    {
        var names = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(name => name.Identifier.Text is "Exit" or "FailFast").ToList();
        if (names.Count == 0)
            return [];
        var model = compilation.GetSemanticModel(tree);
        return names
            .Where(name => model.GetSymbolInfo(name) is var found && (found.Symbol ?? found.CandidateSymbols.FirstOrDefault())?.ContainingType?.ToDisplayString() == "System.Environment")
            .Select(name => Diagnostic.Create(Refused, name.Parent!.GetLocation(), name.Identifier.Text));
    }
}
