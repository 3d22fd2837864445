using System.Text;
using Sim.Models.Bridge.Configuration;

namespace Sim.Fuzz.Tests;

/// <summary>Configurations of the bridge that chance or malice has written.</summary>
public sealed class ConfigurationTests : IDisposable
{
    static readonly string Good = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config.yaml"));

    const string Marks = "abc:: --[]{}&*!|>?#,'\"\n\n  \t0.1%@`\\\u0085";

    readonly TemporaryFolder _folder = new();

    /// <summary>Texts that a reader of YAML may choke on.</summary>
    public static TheoryData<string, string> Hostile => new()
    {
        { "a laugh", Laughs() },
        { "a laugh in flow style", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n" },
        { "a ring of anchors", "&a analysis: *a\n" },
        { "a ring in a mapping", "analysis: &a\n  alpha: *a\n" },
        { "a merge key", "analysis: {<<: *a}\n" },
        { "100,000 lists in lists", new string('[', 100_000) },
        { "100,000 mappings in mappings", string.Concat(Enumerable.Repeat("{a: ", 100_000)) },
        { "1,000 indented mappings", string.Concat(Enumerable.Range(0, 1_000).Select(level => $"{new string(' ', level)}a:\n")) },
        { "100,000 dashes", string.Concat(Enumerable.Repeat("- ", 100_000)) },
        { "100,000 questions", string.Concat(Enumerable.Repeat("? ", 100_000)) },
        { "a key of 10,000 letters", $"{new string('k', 10_000)}: 1\n" },
        { "a key of 900,000 letters", $"{new string('k', 900_000)}: 1\n" },
        { "a value of 900,000 letters", Good.Replace("0.99", new string('9', 900_000), StringComparison.Ordinal) },
        { "a number of 900,000 digits below one", Good.Replace("0.99", "0." + new string('9', 900_000), StringComparison.Ordinal) },
        { "100,000 keys", string.Concat(Enumerable.Range(0, 100_000).Select(key => $"k{key}: 1\n")) },
        { "two million bytes", new string('#', 2_000_000) },
        { "control characters", Good.Replace("alpha", "al\u001b[31mpha\0", StringComparison.Ordinal) },
        { "a control character that is escaped", Good.Replace("alpha", "\"al\\e[31mpha\\0\"", StringComparison.Ordinal) },
        { "half a letter", Good.Replace("alpha", "\"\\ud800\"", StringComparison.Ordinal) },
        { "a tag", "!!python/object/apply:os.system [x]\n" },
        { "a directive", "%YAML 9.9\n---\n" + Good },
        { "two documents", Good + "---\n" + Good },
        { "nothing", "" },
        { "no letters", "\uFEFF\n\n\t\n" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_DamagedText_WorksOrIsRefused() =>
        Fuzzing.Run(91, 1_000, chance => new Mutator(chance).Text(Good, Laughs()), Load, "config.yaml");

    [Fact]
    public void Load_Noise_WorksOrIsRefused() =>
        Fuzzing.Run(92, 500, chance => new Mutator(chance).Text(Words(chance), Good), Load, "config.yaml");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Load_HostileText_IsRefused(string what, string text)
    {
        Assert.NotEmpty(what);
        Fuzzing.Refused(() => Load(text), "config.yaml");
    }

    /// <summary>As long as a configuration may be, it is read in time that grows with its length alone.</summary>
    [Fact]
    public void Load_SixtyThousandDebts_Works() => Fuzzing.Survived(
        () => Load(Good.Replace("debt:\n", "debt:\n" + string.Concat(Enumerable.Range(0, 60_000).Select(key => $"  k{key}: i{key}\n")), StringComparison.Ordinal)), "config.yaml");

    void Load(string text) => BridgeConfiguration.Load(_folder.Write("config.yaml", Encoding.UTF8.GetBytes(text)));

    /// <summary>A billion laughs: each list names the one before it ten times.</summary>
    static string Laughs() => "a: &l0 [ha, ha]\n" + string.Concat(Enumerable.Range(1, 30).Select(
        level => FormattableString.Invariant($"a{level}: &l{level} [{string.Join(',', Enumerable.Repeat(FormattableString.Invariant($"*l{level - 1}"), 10))}]\n")));

    static string Words(Random chance) => string.Concat(Enumerable.Range(0, chance.Next(1, 60)).Select(_ => Marks[chance.Next(Marks.Length)]));
}
