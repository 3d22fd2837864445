using Sim.Experiments;
using Sim.Experiments.Output;
using Sim.Framework;

namespace Sim.Fuzz.Tests;

/// <summary>Command lines that chance or malice has written: each does what it says, or ends with a sentence; nothing is written outside the folder.</summary>
public sealed class CommandLineTests : IDisposable
{
    static readonly Catalog Small = new(
        ("predator-prey", () => Catalog.Default.Find("predator-prey").WithRuns(2).WithTimesteps(2)));

    static readonly string[][] Good =
    [
        ["run", "predator-prey", "--runs", "2", "--timesteps", "3", "--seed", "5", "--out", "a", "--overwrite"],
        ["run", "predator-prey", "--sweep", "prey_birth=0.5,1,1.5", "--set", "predation=0.02", "--every", "2", "--csv", "--out", "b", "--overwrite"],
        ["run", "predator-prey", "--sweep", "prey_birth=0.5,1", "--sweep", "weather=0,0.1", "--final-only", "--threads", "2", "--out", "c", "--resume"],
        ["run", "predator-prey", "--runs", "4", "--until-ci", "peak prey=5%", "--out", "d", "--shard", "1/2"],
        ["run", "predator-prey", "--run-seconds", "5", "--run-memory", "100", "--out", "e", "--finish"],
        ["describe", "predator-prey", "--diagram"],
        ["summarize", "good"],
        ["verify", "good"],
        ["replay", "good", "--run", "2", "--subset", "0", "--simulation", "0", "--timestep", "1"],
        ["list"],
    ];

    static readonly string[] Words =
    [
        "", " ", "-", "--", "-1", "0", "1", "2", "3/2", "0/0", "1/0", "-1/2", "1/2/3", "99999999999/99999999999", "/", "/2", "NaN", "Infinity", "-Infinity", "1e999", "1e-999", "0.5", "99999999999",
        "9223372036854775807", "-9223372036854775808", "99999999999999999999", "２", "../x", "../../etc/passwd", "/proc/self/mem", "/dev/null", "a\0b", "\u001b[31mred", "\n", "\r", "\t", "\ud800",
        "prey_birth=", "=1", "prey_birth=1,,2", "prey_birth=NaN", "prey_birth=-1", "prey_birth=1e308", "prey_birth=\0", "days=2147483648", "../prey=1", "=", "==", ",", "peak prey", "peak prey=-1", "peak prey=0%",
        "peak prey=NaN", "peak prey=%", "peak prey=1e999", "../metric=1", "@file", "@", "[diagram]", "[suggest]", "[red]", "{0}", "%s", "--help", "-h", "-?", "--version", "*", "~", "$(id)", "é", "🐇",
    ];

    readonly TemporaryFolder _folder = new();

    public CommandLineTests() => Invoke("run", "predator-prey", "--out", "good");

    /// <summary>Command lines that must be refused, and a word of the refusal.</summary>
    public static TheoryData<string[], string> Hostile => new()
    {
        { ["run", "predator-prey", "--out", "a\0b"], "folder" },
        { ["run", "predator-prey", "--out", new string('x', 10_000)], "x" },
        { ["run", "predator-prey", "--out", "a/" + string.Concat(Enumerable.Repeat("b/", 50_000))], "b" },
        { ["run", "predator-prey", "--out", "/dev/null/x"], "/dev/null" },
        { ["run", "../../etc/passwd"], "There is no experiment" },
        { ["run", "pred\u001b[31mator"], "There is no experiment" },
        { ["run", new string('x', 10_000)], "There is no experiment" },
        { ["run", "predator-prey", "--" + new string('x', 10_000)], "no option" },
        { ["run", "predator-prey", "--runs", "99999999999"], "--runs" },
        { ["run", "predator-prey", "--runs", "0"], "--runs" },
        { ["run", "predator-prey", "--runs", new string('9', 10_000)], "--runs" },
        { ["run", "predator-prey", "--runs", "2147483647", "--timesteps", "2147483647"], "timesteps" },
        { ["run", "predator-prey", "--timesteps", "9223372036854775807"], "--timesteps" },
        { ["run", "predator-prey", "--timesteps", "-1"], "--timesteps" },
        { ["run", "predator-prey", "--shard", "9/8"], "shard" },
        { ["run", "predator-prey", "--shard", "1/99999999999"], "shard" },
        { ["run", "predator-prey", "--shard", "1/2/3"], "shard" },
        { ["run", "predator-prey", "--shard", "\0"], "shard" },
        { ["run", "predator-prey", "--until-ci", "nonsense"], "--until-ci" },
        { ["run", "predator-prey", "--until-ci", "peak prey=-1"], "peak prey" },
        { ["run", "predator-prey", "--until-ci", "peak prey=NaN"], "peak prey" },
        { ["run", "predator-prey", "--until-ci", "../../metric=1"], "metric" },
        { ["run", "predator-prey", "--until-ci", new string('x', 10_000) + "=1"], "metric" },
        { ["run", "predator-prey", "--set", "../../prey=1"], "no parameter" },
        { ["run", "predator-prey", "--set", new string('x', 10_000) + "=1"], "no parameter" },
        { ["run", "predator-prey", "--set", "prey_birth=" + new string('9', 10_000)], "PreyBirth" },
        { ["run", "predator-prey", "--set", "prey_birth=NaN"], "PreyBirth" },
        { ["run", "predator-prey", "--sweep", "prey_birth=1,\u001b[31m"], "prey_birth" },
        { ["run", "predator-prey", "--runs", "2147483647", "--threads", "2147483647"], "Threads(2147483647) is too many" },
        { ["run", "predator-prey", "--run-seconds", "NaN"], "--run-seconds" },
        { ["run", "predator-prey", "--run-seconds", "1e300"], "--run-seconds" },
        { ["summarize", "a\0b"], "" },
        { ["verify", new string('x', 10_000)], "no dataset" },
        { ["replay", "good", "--run", "-2147483648"], "--run" },
        { ["replay", "good", "--run", "2147483647"], "no run" },
        { ["replay", "good", "--timestep", "2147483647"], "no timestep" },
        { ["replay", ""], "folder" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_DamagedWords_WorksOrIsRefused() => Fuzzing.Run(111, 1_000, Damaged, words => Invoke(words), null);

    [Fact]
    public void Run_OnADamagedManifest_WorksOrIsRefused()
    {
        var manifest = Path.Combine(_folder.Path, "good", "manifest.json");
        var good = File.ReadAllText(manifest);
        string[] names = ["\\u001b[31m", "[red]", "\\ud800", "\\n", new string('x', 10_000)];
        string[][] commands = [["summarize", "good"], ["verify", "good"], ["replay", "good"], ["run", "predator-prey", "--out", "good", "--resume"]];
        Fuzzing.Run(
            112,
            400,
            chance => (
                Command: commands[chance.Next(commands.Length)],
                Manifest: chance.Next(3) > 0 ? new Mutator(chance).Text(good, good) : good.Replace("pre", names[chance.Next(names.Length)], StringComparison.Ordinal)),
            input =>
            {
                File.WriteAllText(manifest, input.Manifest);
                Invoke(input.Command);
            },
            null);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Run_HostileWords_IsRefused(string[] words, string named) =>
        Assert.Contains(named, Fuzzing.Refused(() => Invoke(words), null), StringComparison.Ordinal);

    /// <summary>A trillion points are never made, however they come.</summary>
    [Theory]
    [InlineData("--out", "sweep")]
    [InlineData("--shard", "1/1000000")]
    public void Run_SweepOfATrillionPoints_IsRefused(params string[] more)
    {
        var values = string.Join(',', Enumerable.Range(1, 10_000).Select(value => FormattableString.Invariant($"{value / 1e5}")));
        var message = Fuzzing.Refused(() => Invoke(["run", "predator-prey", "--sweep", "prey_birth=" + values, "--sweep", "predation=" + values, "--sweep", "conversion=" + values, .. more]), null);
        Assert.StartsWith("The sweep has more than 2147483647 subsets (10000 × ", message, StringComparison.Ordinal);
    }

    /// <summary>What is vast but can be asked for begins at once, and ends when it is told to, after a second.</summary>
    [Theory]
    [InlineData("--timesteps", "2147483647", "--runs", "1")]
    [InlineData("--timesteps", "2147483647", "--runs", "1", "--every", "2")]
    [InlineData("--timesteps", "2147483647", "--runs", "1", "--final-only")]
    [InlineData("--timesteps", "2147483647", "--runs", "1", "--every", "2147483647")]
    [InlineData("--runs", "2147483647", "--threads", "8")]
    [InlineData("--runs", "2147483647", "--timesteps", "0", "--shard", "2147483647/2147483647")]
    [InlineData("--runs", "2147483647", "--until-ci", "peak prey=1e-300")]
    [InlineData("--runs", "2147483647", "--until-ci", "peak prey=1e-300%", "--shard", "1/2147483647")]
    [InlineData("--run-seconds", "1e-300")]
    [InlineData("--run-memory", "2147483647")]
    [InlineData("--set", "prey_birth=1e308")]
    public void Run_VastPlan_EndsWhenItIsToldTo(params string[] options) => Fuzzing.Survived(() => Invoke(["run", "predator-prey", .. options]), null);

    [Fact]
    public void Run_SweepOfABillionPoints_EndsWhenItIsToldTo()
    {
        var values = string.Join(',', Enumerable.Range(1, 20_000).Select(value => FormattableString.Invariant($"{value / 1e5}")));
        Fuzzing.Survived(() => Invoke(["run", "predator-prey", "--sweep", "prey_birth=" + values, "--sweep", "predation=" + values]), null);
    }

    static string[] Damaged(Random chance)
    {
        var words = Good[chance.Next(Good.Length)].ToList();
        var other = Good[chance.Next(Good.Length)];
        var mutator = new Mutator(chance);
        for (var change = chance.Next(3); change >= 0; change--)
        {
            var place = chance.Next(words.Count);
            switch (chance.Next(6))
            {
                case 0 when words.Count > 1:
                    words.RemoveAt(place);
                    break;
                case 1:
                    words.Insert(place, Words[chance.Next(Words.Length)]);
                    break;
                case 2:
                    words[place] = other[chance.Next(other.Length)];
                    break;
                case 3:
                    words[place] = mutator.Text(words[place], Words[1 + chance.Next(Words.Length - 1)]);
                    break;
                default:
                    words[place] = Words[chance.Next(Words.Length)];
                    break;
            }
        }

        return [.. words];
    }

    /// <summary>Runs a command in this process; what it writes to the error console is its refusal.</summary>
    void Invoke(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var exit = Cli.Run(words, Small, Terminal.Create(output, plain: true, 200), Terminal.Create(error, plain: true, null), _folder.Path, patience.Token);
        if ((output.ToString() + error).Where(letter => char.IsControl(letter) && letter is not ('\n' or '\r')).Select(letter => (int?)letter).FirstOrDefault() is { } control)
            throw new InvalidOperationException($"The control character {control} was printed.");
        if (Fuzzing.Fault($"{error}.".Length > 1 ? error.ToString().ReplaceLineEndings("\n") : "None.") is { } fault)
            throw new InvalidOperationException(fault);
        if (exit == ExitCode.BadUsage != error.ToString().Length > 0)
            throw new InvalidOperationException($"Exit code {exit} with the error '{error}'.");
        if (error.ToString().Length > 0)
            throw new SimulationException(error.ToString().ReplaceLineEndings("\n"));
    }
}
