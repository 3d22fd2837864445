using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Sim.Kernel;

/// <summary>The doc comments of an assembly, out of the file beside it, which is read when the first of them is asked for.</summary>
sealed class XmlDocumentation(string file) : DocumentationProvider
{
    readonly Lazy<Dictionary<string, string>> _members = new(() => XDocument.Load(file).Descendants("member")
        .Where(member => member.Attribute("name") is not null)
        .GroupBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Key, member => member.First().ToString()));

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => file.GetHashCode(StringComparison.Ordinal);

    protected override string GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken) =>
        _members.Value.GetValueOrDefault(documentationMemberID, "");
}
