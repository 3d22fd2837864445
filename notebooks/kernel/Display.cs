using System.Collections;
using System.Globalization;
using Microsoft.Data.Analysis;
using Sim.Analysis.Jupyter;

namespace Sim.Kernel;

/// <summary>What a notebook shows of a value: one or more media types, always with <c>text/plain</c> among them.</summary>
static class Display
{
    /// <summary>Nothing for null.</summary>
    public static IReadOnlyDictionary<string, string>? Of(object? value) => value switch
    {
        null => null,
        IMimeBundle bundle => WithText(bundle.ToMimeBundle(), TypeNames.Short(bundle.GetType())),
        DataFrame frame => Tables.Of(frame).ToMimeBundle(),
        IEnumerable items when !HasText(items) => Head.Of(items) is var head && Tables.Of(head) is { } table ? table.ToMimeBundle() : Plain(List(head)),
        _ when Property.Of(value.GetType()).Count == 0 => Plain(Inline(value)),
        _ when HasText(value) => new Dictionary<string, string>(Tables.OfProperties(value).ToMimeBundle()) { ["text/plain"] = Inline(value) },
        _ => Tables.OfProperties(value).ToMimeBundle(),
    };

    /// <summary>A value on one line, invariant.</summary>
    public static string Inline(object? value) => value switch
    {
        null => "null",
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable items when !HasText(items) => List(Head.Of(items)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ when HasText(value) => value.ToString() ?? "",
        _ => TypeNames.Short(value.GetType()),
    };

    /// <summary>Whether a value is a single thing, not made of properties that are worth a column.</summary>
    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || typeof(Delegate).IsAssignableFrom(type)
        || ((type.Namespace == "System" || type.Namespace?.StartsWith("System.", StringComparison.Ordinal) == true) && !Property.IsTupleLike(type));

    /// <summary>The first items of a sequence between brackets, and how many more there are when that is known.</summary>
    static string List(Head head) => $"[{string.Join(", ", head.Items.Select(Inline))}{(head.HasMore ? ", " + head.More : "")}]";

    /// <summary>Whether a type writes itself, so that its name need not stand for it.</summary>
    static bool HasText(object value) => value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } owner && owner != typeof(object) && owner != typeof(ValueType);

    static IReadOnlyDictionary<string, string> WithText(IReadOnlyDictionary<string, string> bundle, string text) =>
        bundle.ContainsKey("text/plain") ? bundle : new Dictionary<string, string>(bundle) { ["text/plain"] = text };

    static Dictionary<string, string> Plain(string text) => new() { ["text/plain"] = text };
}
