using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace Sim.Kernel;

/// <summary>What a cell can name without asking: the assemblies that it refers to and the namespaces that it uses.</summary>
static class References
{
    /// <summary>Namespaces and, last, the static class whose methods are in scope.</summary>
    public static IReadOnlyList<string> Imports { get; } =
    [
        "System",
        "System.Collections.Generic",
        "System.ComponentModel.DataAnnotations",
        "System.IO",
        "System.Linq",
        "System.Threading",
        "System.Threading.Tasks",
        "Microsoft.Data.Analysis",
        "Sim.Analysis",
        "Sim.Analysis.Charts",
        "Sim.Analysis.Jupyter",
        "Sim.Analysis.Statistics",
        "Sim.Framework",
        "Sim.Framework.Agents",
        "Sim.Framework.Randomness",
        "Sim.Models.Bridge",
        "Sim.Models.Cdp",
        "Sim.Models.Fei",
        "Sim.Kernel.Notebook",
    ];

    /// <summary>The runtime, and what lies beside the host; Roslyn itself is of no use to a cell.</summary>
    public static IReadOnlyList<MetadataReference> Assemblies { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(Reference),
    ];

    /// <summary>Resolves <c>#r "path.dll"</c> from the current directory.</summary>
    public static MetadataReferenceResolver Resolver => ScriptMetadataResolver.Default.WithBaseDirectory(Environment.CurrentDirectory);

    static PortableExecutableReference Reference(string path)
    {
        var documentation = Path.ChangeExtension(path, ".xml");
        return MetadataReference.CreateFromFile(path, documentation: File.Exists(documentation) ? new XmlDocumentation(documentation) : null);
    }
}
