using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Xunit;

namespace Sim.Tests.Shared;

/// <summary>Compares results with golden files in the <c>Vectors</c> folder of a test project.</summary>
/// <remarks>
/// A golden file has an origin outside the code under test where one exists. Only texts written with
/// <see cref="CompareText"/> can be rewritten, and only when the variable <c>SIM_REWRITE_GOLDEN</c> is 1.
/// </remarks>
public static class Golden
{
    const string RewriteVariable = "SIM_REWRITE_GOLDEN";

    /// <summary>Reads a JSON golden file. The caller disposes the document.</summary>
    public static JsonDocument Read(string path) => JsonDocument.Parse(File.ReadAllText(Locate(path)));

    /// <summary>Compares one column of a golden file, in full length.</summary>
    /// <remarks>
    /// A <c>.json</c> file is an object of arrays (column to values) or an array of objects (rows); any other file is comma
    /// separated with a header line, where lines that begin with # are remarks. JSON strings such as "NaN" stand for numbers that JSON lacks.
    /// </remarks>
    public static void Compare(string path, string column, IReadOnlyList<double> actual, Tolerance tolerance) =>
        Compare(Column(path, column), actual, tolerance, $"{path}, column {column}");

    /// <summary>Compares a series with golden values from anywhere; <paramref name="name"/> says which in the failure.</summary>
    public static void Compare(IReadOnlyList<double> expected, IReadOnlyList<double> actual, Tolerance tolerance, string name)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        for (int row = 0; row < Math.Min(expected.Count, actual.Count); row++)
        {
            if (!tolerance.Accepts(expected[row], actual[row]))
                Assert.Fail(Mismatch(name, row, expected[row], actual[row], tolerance));
        }

        if (expected.Count != actual.Count)
            Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{name}: expected {expected.Count} rows, found {actual.Count}; the common rows agree."));
    }

    /// <summary>Compares a whole text with a golden file, and names the first line that differs.</summary>
    public static void CompareText(string path, string actual)
    {
        ArgumentNullException.ThrowIfNull(actual);
        actual = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable(RewriteVariable) == "1")
        {
            Rewrite(path, actual);
            return;
        }

        string[] expectedLines = File.ReadAllText(Locate(path)).ReplaceLineEndings("\n").Split('\n');
        string[] actualLines = actual.Split('\n');
        int line = expectedLines.Zip(actualLines).TakeWhile(pair => pair.First == pair.Second).Count();
        if (line == expectedLines.Length && line == actualLines.Length)
            return;
        Assert.Fail($"{path}, line {line + 1}: expected '{expectedLines.ElementAtOrDefault(line)}', found '{actualLines.ElementAtOrDefault(line)}'. "
            + $"If the change is meant, set {RewriteVariable}=1, run the test again and review the difference.");
    }

    /// <summary>The full path of a golden file: in the test project's source tree, else beside the test assembly.</summary>
    public static string Locate(string path)
    {
        string[] candidates = [.. Folders().Select(folder => Path.Combine(folder, path))];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"No golden file '{path}'. Looked at: {string.Join(", ", candidates)}");
    }

    /// <summary>One column of a golden file as numbers; see <see cref="Compare(string, string, IReadOnlyList{double}, Tolerance)"/>.</summary>
    public static double[] Column(string path, string column)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.EndsWith(".json", StringComparison.Ordinal))
            return SeparatedColumn(path, column);
        using var document = Read(path);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Array
            ? [.. root.EnumerateArray().Select(row => Number(row.GetProperty(column)))]
            : [.. root.GetProperty(column).EnumerateArray().Select(Number)];
    }

    static double[] SeparatedColumn(string path, string column)
    {
        string[] lines = [.. File.ReadLines(Locate(path)).Where(line => line.Length > 0 && line[0] != '#')];
        int index = Array.IndexOf(lines[0].Split(','), column);
        if (index < 0)
            throw new InvalidDataException($"'{path}' has no column '{column}'; its columns are {lines[0]}.");
        return [.. lines.Skip(1).Select(line => double.Parse(line.Split(',')[index], CultureInfo.InvariantCulture))];
    }

    static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture)
        : element.GetDouble();

    static string Mismatch(string name, int row, double expected, double actual, Tolerance tolerance)
    {
        double relative = Math.Abs(actual - expected) / Math.Abs(expected);
        return string.Create(CultureInfo.InvariantCulture,
            $"{name}, row {row}: expected {expected:R}, found {actual:R}, relative difference {relative:E2}, tolerance {tolerance}.");
    }

    static void Rewrite(string path, string text)
    {
        string target = Path.Combine(Folders().First(), path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, text);
    }

    // Walks up from the test assembly to the repository, then down to the project of the running test assembly.
    static IEnumerable<string> Folders()
    {
        string project = $"{Assembly.GetEntryAssembly()?.GetName().Name}.csproj";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string tests = Path.Combine(folder.FullName, "tests");
            if (!File.Exists(Path.Combine(folder.FullName, "Simulations.sln")) || !Directory.Exists(tests))
                continue;
            foreach (string candidate in Directory.EnumerateDirectories(tests).Where(path => File.Exists(Path.Combine(path, project))))
                yield return Path.Combine(candidate, "Vectors");
        }

        yield return Path.Combine(AppContext.BaseDirectory, "Vectors");
    }
}
