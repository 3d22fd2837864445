using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Sim.Kernel;

/// <summary>The cells that have been compiled so far, each seeing those before it, and the values of their variables.</summary>
/// <remarks>
/// A cell is a Roslyn submission: a class whose fields are the variables of the cell, and which puts itself into the array of all submissions before its first statement runs.
/// So whatever ends a cell, an exception or an interrupt, what it had set stays set.
/// Assemblies are written to a folder, with their doc comments beside them, where the framework looks for those of states and parameters.
/// </remarks>
sealed class Session(string folder)
{
    static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);

    static readonly EmitOptions Emitting = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    object?[] _submissions = new object?[64];
    CSharpCompilation? _last;
    int _count;

    /// <summary>A cell as a tree, complete or not.</summary>
    public static SyntaxTree Parse(string code, string path) => SyntaxFactory.ParseSyntaxTree(SourceText.From(code, Encoding.UTF8), Parsing, path);

    /// <summary>A cell as it would be compiled next, for questions about its names and types.</summary>
    public CSharpCompilation Compilation(SyntaxTree tree)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            scriptClassName: $"Submission#{_count}",
            usings: References.Imports,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            metadataReferenceResolver: References.Resolver,
            sourceReferenceResolver: new SourceFileResolver([], Environment.CurrentDirectory),
            nullableContextOptions: NullableContextOptions.Annotations);
        return CSharpCompilation.CreateScriptCompilation($"cell-{_count}", tree, _last is null ? References.Assemblies : null, options, _last, typeof(object));
    }

    /// <summary>Compiles a cell; it becomes part of the session when it has no error.</summary>
    /// <returns>The cell, ready to be started once, or why it cannot be.</returns>
    public (Func<Task<object?>>? Start, IReadOnlyList<Diagnostic> Errors) Compile(string code, string path, CancellationToken cancellationToken = default)
    {
        var tree = Parse(code, path);
        var errors = Add(tree, out var start, cancellationToken);
        if (errors is not [{ Id: "CS0201" } error] || LastSemicolon(tree, error) is not { } semicolon)
            return (start, errors);

        // 'x;' is no statement of C#; in a notebook it asks that x be computed and not shown.
        errors = Add(Parse(code.Remove(semicolon, 1).Insert(semicolon, " "), path), out start, cancellationToken);
        return (start is null ? null : () => WithoutResult(start), errors);
    }

    static async Task<object?> WithoutResult(Func<Task<object?>> start)
    {
        await start();
        return null;
    }

    static int? LastSemicolon(SyntaxTree tree, Diagnostic error) =>
        tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax last } && last.Span.Contains(error.Location.SourceSpan)
            ? last.SemicolonToken.SpanStart
            : null;

    IReadOnlyList<Diagnostic> Add(SyntaxTree tree, out Func<Task<object?>>? start, CancellationToken cancellationToken)
    {
        start = null;
        var compilation = Compilation(tree);
        var file = Path.Combine(folder, compilation.AssemblyName + ".dll");
        var errors = ProcessExits.In(compilation, tree).Concat(Emit(compilation, file, cancellationToken)).ToList();
        if (errors.Count > 0)
            return errors;

        foreach (var reference in compilation.DirectiveReferences.OfType<PortableExecutableReference>().Where(reference => reference.FilePath is not null))
            Assembly.LoadFrom(reference.FilePath!);
        var entry = Load(compilation, file);
        (_last, _count) = (compilation, _count + 1);
        if (_count + 1 >= _submissions.Length)
            Array.Resize(ref _submissions, 2 * _submissions.Length);
        var submissions = _submissions;
        start = () => entry(submissions);
        return [];
    }

    static IEnumerable<Diagnostic> Emit(CSharpCompilation compilation, string file, CancellationToken cancellationToken)
    {
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        using var documentation = new MemoryStream();
        var result = compilation.Emit(assembly, symbols, documentation, options: Emitting, cancellationToken: cancellationToken);
        if (!result.Success)
            return result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        File.WriteAllBytes(file, assembly.ToArray());
        File.WriteAllBytes(Path.ChangeExtension(file, ".pdb"), symbols.ToArray());
        File.WriteAllBytes(Path.ChangeExtension(file, ".xml"), documentation.ToArray());
        return [];
    }

    static Func<object?[], Task<object?>> Load(CSharpCompilation compilation, string file)
    {
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        var type = AssemblyLoadContext.Default.LoadFromAssemblyPath(file).GetType(entry.ContainingType.MetadataName, throwOnError: true)!;
        return type.GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.CreateDelegate<Func<object?[], Task<object?>>>();
    }
}
