using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sim.Kernel;

/// <summary>What the names at a place in a cell could be, and what one of them is: tab and shift-tab.</summary>
/// <remarks>Out of Roslyn's semantic model, since the package with its completion service, Microsoft.CodeAnalysis.CSharp.Features, is not served where this is built.</remarks>
static class Names
{
    static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.MinimallyQualifiedFormat;

    /// <summary>The names that fit at <paramref name="position"/>, best first, and where the word that they complete begins.</summary>
    public static (int Start, IReadOnlyList<string> Matches) Complete(Session session, string code, int position)
    {
        var start = position;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
            start--;
        var prefix = code[start..position];
        var tree = Session.Parse(code, "cell");
        var model = session.Compilation(tree).GetSemanticModel(tree);
        var names = Candidates(model, tree, start)
            .Where(name => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && SyntaxFacts.IsValidIdentifier(name))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .ThenBy(name => name, StringComparer.OrdinalIgnoreCase);
        return (start, [.. names]);
    }

    /// <summary>The signature and the summary of what stands at <paramref name="position"/>; null for nothing.</summary>
    public static string? Inspect(Session session, string code, int position)
    {
        var tree = Session.Parse(code, "cell");
        var model = session.Compilation(tree).GetSemanticModel(tree);
        var name = NameAt(tree, Math.Min(position, code.Length));
        if (name is null)
            return null;
        var found = model.GetSymbolInfo(name);
        IReadOnlyList<ISymbol> symbols = found.Symbol is { } symbol ? [symbol] : found.CandidateSymbols;
        if (symbols.Count == 0)
            return null;
        return string.Join('\n', symbols.Select(candidate => candidate.ToDisplayString(Signature)).Append(Summary(symbols[0])).Where(line => line.Length > 0));
    }

    static IEnumerable<string> Candidates(SemanticModel model, SyntaxTree tree, int start)
    {
        var root = tree.GetRoot();
        var before = start == 0 ? default : root.FindToken(start - 1);
        if (IsInText(before, start) || (start > 0 && root.FindTrivia(start - 1).Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia))
            return [];
        if (before.Span.End > start)
            before = before.GetPreviousToken();
        return before.Parent switch
        {
            MemberAccessExpressionSyntax access when before == access.OperatorToken => Members(model, start, access.Expression),
            MemberBindingExpressionSyntax { Parent.Parent: ConditionalAccessExpressionSyntax access } => Members(model, start, access.Expression),
            MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } => Members(model, start, access.Expression),
            QualifiedNameSyntax name when before == name.DotToken => Of(model.LookupNamespacesAndTypes(start, model.GetSymbolInfo(name.Left).Symbol as INamespaceOrTypeSymbol)),
            UsingDirectiveSyntax => Of(model.LookupNamespacesAndTypes(start)),
            InitializerExpressionSyntax { Parent: ExpressionSyntax made } when before.IsKind(SyntaxKind.OpenBraceToken) || before.IsKind(SyntaxKind.CommaToken) => Settable(model, start, made),
            _ => Of(model.LookupSymbols(start)).Concat(Keywords()),
        };
    }

    static IEnumerable<string> Members(SemanticModel model, int start, ExpressionSyntax owner)
    {
        if (model.GetSymbolInfo(owner).Symbol is INamespaceOrTypeSymbol container)
            return Of(model.LookupSymbols(start, container).Where(symbol => symbol is INamespaceOrTypeSymbol || symbol.IsStatic));
        var type = model.GetTypeInfo(owner).Type;
        if (type is null or IErrorTypeSymbol)
            return [];
        return Of(model.LookupSymbols(start, type, includeReducedExtensionMethods: true).Where(symbol => !symbol.IsStatic && symbol is not ITypeSymbol));
    }

    static IEnumerable<string> Settable(SemanticModel model, int start, ExpressionSyntax made) => model.GetTypeInfo(made).Type is { } type
        ? Of(model.LookupSymbols(start, type).Where(symbol => symbol is IPropertySymbol { SetMethod: not null } or IFieldSymbol { IsReadOnly: false } && !symbol.IsStatic))
        : [];

    static IEnumerable<string> Of(IEnumerable<ISymbol> symbols) => symbols.Where(symbol => symbol.CanBeReferencedByName).Select(symbol => symbol.Name);

    static IEnumerable<string> Keywords() => SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText);

    /// <summary>Whether a text has begun and not ended; one that lacks its end reaches to the end of the line.</summary>
    static bool IsInText(SyntaxToken token, int position) =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
        && token.SpanStart < position && (position < token.Span.End || token.ContainsDiagnostics);

    static SimpleNameSyntax? NameAt(SyntaxTree tree, int position)
    {
        var token = tree.GetRoot().FindToken(position);
        if (!token.IsKind(SyntaxKind.IdentifierToken) && position > 0)
            token = tree.GetRoot().FindToken(position - 1);
        if (token.IsKind(SyntaxKind.OpenParenToken))
            token = token.GetPreviousToken();
        return token.Parent as SimpleNameSyntax;
    }

    static string Summary(ISymbol symbol)
    {
        var source = symbol.OriginalDefinition.GetDocumentationCommentXml(expandIncludes: false, cancellationToken: CancellationToken.None);
        if (string.IsNullOrWhiteSpace(source))
            return "";
        var summary = XElement.Parse(source.TrimStart().StartsWith("<member", StringComparison.Ordinal) ? source : $"<member>{source}</member>").Element("summary");
        foreach (var reference in summary?.Descendants().Where(element => element.IsEmpty && element.HasAttributes).ToList() ?? [])
            reference.ReplaceWith(reference.FirstAttribute!.Value.Split(':', '.')[^1]);
        return string.Join(' ', (summary?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
