using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Sim.Framework;

namespace Sim.Kernel;

/// <summary>Why a cell did not end well, for the person who wrote it: what, and where in which cell.</summary>
sealed partial record CellError(string Name, string Message, IReadOnlyList<string> Traceback)
{
    const int MostErrors = 10;
    const int MostFrames = 30;

    /// <summary>What an interrupted cell ends with.</summary>
    public static CellError Interrupted(string path) =>
        new("Interrupted", $"{path} was interrupted.", [$"Interrupted: {path} was stopped; what it had set until then is kept."]);

    /// <summary>An error of the host itself, such as a reference whose file cannot be loaded.</summary>
    public static CellError Of(string name, string message) => new(name, message, [$"{name}: {message}"]);

    /// <summary>What the compiler says, each with the line and a caret below it.</summary>
    public static CellError Of(IReadOnlyList<Diagnostic> errors)
    {
        var lines = errors.Take(MostErrors).SelectMany(Lines).ToList();
        if (errors.Count > MostErrors)
            lines.Add($"… and {errors.Count - MostErrors} more errors");
        return new CellError("CompileError", Lines(errors[0]).First(), lines);
    }

    /// <summary>An exception of a cell, with those frames only that stand in cells.</summary>
    public static CellError Of(Exception exception)
    {
        exception = Unwrapped(exception);
        if (exception is SimulationException)
            return new CellError(nameof(SimulationException), exception.Message, [exception.Message]);

        var lines = new List<string> { $"{TypeNames.Of(exception.GetType())}: {exception.Message}" };
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
            lines.Add($"  because of {TypeNames.Of(inner.GetType())}: {inner.Message}");
        lines.AddRange(Frames(exception));
        return new CellError(TypeNames.Of(exception.GetType()), exception.Message, lines);
    }

    static Exception Unwrapped(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrapped(only),
        TargetInvocationException { InnerException: { } inner } => Unwrapped(inner),
        _ => exception,
    };

    static IEnumerable<string> Lines(Diagnostic error)
    {
        var span = error.Location.GetLineSpan();
        var message = $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}";
        if (!error.Location.IsInSource)
        {
            yield return message;
            yield break;
        }

        var line = error.Location.SourceTree!.GetText().Lines[span.StartLinePosition.Line].ToString();
        var start = span.StartLinePosition.Character;
        var end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : line.Length;
        yield return $"{span.Path}, line {span.StartLinePosition.Line + 1}, column {start + 1}: {message}";
        yield return "    " + line;
        yield return "    " + string.Concat(line.Take(start).Select(character => character == '\t' ? '\t' : ' ')) + new string('^', Math.Max(1, end - start));
    }

    static IEnumerable<string> Frames(Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Select(frame => (Frame: frame, Cell: Path.GetFileName(frame.GetFileName()) ?? ""))
            .Where(at => CellPath().IsMatch(at.Cell))
            .Select(at => $"   at {MethodOf(at.Frame)}{at.Cell}, line {at.Frame.GetFileLineNumber()}")
            .ToList();
        return frames.Count <= MostFrames ? frames : [.. frames.Take(MostFrames), $"   … and {frames.Count - MostFrames} more"];
    }

    /// <summary>The author's name of a method, out of the one that the compiler gave it; nothing for the statements of the cell itself.</summary>
    static string MethodOf(StackFrame frame)
    {
        var method = frame.GetMethod();
        if (method is null)
            return "";
        var type = method.DeclaringType!;
        var made = method.Name == "MoveNext" ? StateMachine().Match(type.Name) : LocalFunction().Match(method.Name);
        var name = made.Success ? made.Groups["name"].Value : method.Name;
        if (name is "<Initialize>" or "<Factory>" or "")
            return "";
        if (Lambda().IsMatch(name))
            return "a lambda in ";
        while (type.Name.StartsWith('<') && type.DeclaringType is not null)
            type = type.DeclaringType;
        var owner = TypeNames.Of(type);
        return TypeNames.IsCell(type) ? $"{name} in " : $"{owner}.{name} in ";
    }

    [GeneratedRegex(@"^cell \d+$")]
    private static partial Regex CellPath();

    [GeneratedRegex(@"^<(?<name><?[^>]*>?)>d")]
    private static partial Regex StateMachine();

    [GeneratedRegex(@"^<.*>g__(?<name>[^|]+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex("^<.*>b__")]
    private static partial Regex Lambda();
}
