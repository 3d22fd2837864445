using System.Reflection;
using System.Text;

namespace Sim.Framework.Tests.Consistency;

/// <summary>The public surface stands in PublicSurface.txt, so that a change of it is seen in review. SIM_REWRITE_GOLDEN=1 rewrites the file.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void PublicSurface_IsAsListed()
    {
        var path = Repository.In("tests", "PublicSurface.txt");
        var actual = Surface(typeof(Model).Assembly);
        if (Environment.GetEnvironmentVariable("SIM_REWRITE_GOLDEN") == "1")
            File.WriteAllText(path, actual);
        var expected = File.ReadAllLines(path);
        var lines = actual.TrimEnd('\n').Split('\n');
        Assert.True(
            expected.SequenceEqual(lines),
            $"The public surface has changed. New: {string.Join("; ", lines.Except(expected))}. Gone: {string.Join("; ", expected.Except(lines))}. "
            + "If it is meant, run the tests with SIM_REWRITE_GOLDEN=1.");
    }

    static string Surface(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            if (typeof(Delegate).IsAssignableFrom(type))
                continue;
            var members = type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(member => member is not MethodInfo { IsSpecialName: true } and not Type && !member.Name.StartsWith('<') && !IsMadeByRecord(type, member))
                .Select(member => $"  {Kind(member)} {member}")
                .Order(StringComparer.Ordinal);
            foreach (var member in members)
                text.Append(member).Append('\n');
        }

        return text.ToString();
    }

    static bool IsMadeByRecord(Type type, MemberInfo member) =>
        (type.GetMethod("<Clone>$") is not null || type.IsValueType) && member.Name is "ToString" or "Equals" or "GetHashCode" or "Deconstruct" or "PrintMembers";

    static string Kind(MemberInfo member) => member switch
    {
        PropertyInfo property => property.SetMethod?.IsPublic == true ? "property set" : "property",
        FieldInfo => "field",
        ConstructorInfo => "constructor",
        EventInfo => "event",
        MethodInfo { IsStatic: true } => "static method",
        _ => "method",
    };
}
