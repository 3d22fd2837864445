using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;

namespace Sim.Framework.Recording;

/// <summary>What the doc comments of a state or of parameters say, read from the XML file beside their assembly; empty where there is none.</summary>
static class DocComments
{
    static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, string>> Files = [];

    /// <summary>The summary of a property, a field or a type, on one line.</summary>
    public static string Of(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType!;
        var typeName = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.');
        var key = member switch
        {
            Type => $"T:{typeName}",
            PropertyInfo => $"P:{typeName}.{member.Name}",
            _ => $"F:{typeName}.{member.Name}",
        };
        return Files.GetOrAdd(type.Assembly, Read).GetValueOrDefault(key, "");
    }

    static IReadOnlyDictionary<string, string> Read(Assembly assembly)
    {
        var file = string.IsNullOrEmpty(assembly.Location) ? "" : Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file))
            return new Dictionary<string, string>();
        return XDocument.Load(file).Descendants("member")
            .Where(member => member.Attribute("name") is not null && member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!));
    }

    static string Text(XElement summary)
    {
        foreach (var reference in summary.Descendants().Where(element => element.Attribute("cref") is not null && element.IsEmpty).ToList())
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.')[^1]);
        return string.Join(' ', summary.Value.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }
}
