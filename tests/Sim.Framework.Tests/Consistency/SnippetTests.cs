using System.Text.RegularExpressions;

namespace Sim.Framework.Tests.Consistency;

/// <summary>Every C# block of README and docs is a region of a file that is compiled: after <c>&lt;!-- snippet: FILE#REGION --&gt;</c> stands what lies between <c>// &lt;REGION&gt;</c> and <c>// &lt;/REGION&gt;</c>.</summary>
public sealed partial class SnippetTests
{
    [Fact]
    public void Snippets_AreWhatIsCompiled()
    {
        var compared = 0;
        foreach (var page in Directory.EnumerateFiles(Repository.In("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.In("README.md")))
        {
            var text = File.ReadAllText(page);
            if (Environment.GetEnvironmentVariable("SIM_REWRITE_GOLDEN") == "1")
            {
                text = Snippet().Replace(text, snippet => snippet.Value[..(snippet.Groups["code"].Index - snippet.Index)] + Compiled(snippet) + "```");
                File.WriteAllText(page, text);
            }

            foreach (Match snippet in Snippet().Matches(text))
            {
                compared++;
                Assert.Equal(Compiled(snippet), snippet.Groups["code"].Value);
            }

            Assert.Equal(Regex.Count(text, "```csharp"), Snippet().Count(text));
        }

        Assert.True(compared >= 4, $"Only {compared} snippets were found.");
    }

    static string Compiled(Match snippet) => Region(snippet.Groups["file"].Value, snippet.Groups["region"].Value);

    static string Region(string file, string region)
    {
        var source = File.ReadAllText(Repository.In(file.Split('/')));
        var found = Regex.Match(source, $@"^[ ]*// <{region}>\n(?<body>.*?)^[ ]*// </{region}>", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.True(found.Success, $"{file} has no region {region}.");
        var lines = found.Groups["body"].Value.TrimEnd('\n').Split('\n');
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : "")) + "\n";
    }

    [GeneratedRegex(@"<!-- snippet: (?<file>\S+)#(?<region>\S+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
