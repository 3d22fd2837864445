namespace Sim.Experiments.Tests;

public sealed class BadUsageTests : IDisposable
{
    readonly Session _session = new() { Catalog = new(("predator-prey", PredatorPreyExperiment.Create), ("sample", Samples.Create)) };

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Give a command: list, describe, run, summarize, verify, replay.\n'--help' shows what each does.")]
    [InlineData("There is no command 'rnu'. Did you mean run?", "rnu", "predator-prey")]
    [InlineData("Required argument 'name' missing for command: 'run'.\n'run --help' shows what it takes, 'list' which experiments there are.", "run")]
    [InlineData("Required argument 'directory' missing for command: 'summarize'.\n'summarize --help' shows what it takes.", "summarize")]
    [InlineData("There is no experiment 'predater-prey'. Did you mean predator-prey?", "run", "predater-prey")]
    [InlineData("There is no experiment 'predater-prey'. Did you mean predator-prey?", "describe", "predater-prey")]
    [InlineData("There is no experiment 'xyz'. There are: predator-prey, sample.", "describe", "xyz")]
    [InlineData("'run' does not take 'again' there.", "run", "predator-prey", "again")]
    [InlineData("'run' has no option '--sed'. Did you mean --seed or --set?\n'run --help'", "run", "predator-prey", "--sed", "1")]
    [InlineData("There is no parameter 'prey_brith'. Did you mean prey_birth?", "run", "predator-prey", "--set", "prey_brith=1")]
    [InlineData("There is no parameter 'kink'. Did you mean market_kink?", "run", "sample", "--sweep", "kink=1,2")]
    [InlineData("'abc' is no value of parameter prey_birth: it takes a number.", "run", "predator-prey", "--set", "prey_birth=abc")]
    [InlineData("'1,2' is no value of parameter prey_birth: it takes a number.", "run", "predator-prey", "--set", "prey_birth=1,2")]
    [InlineData("'' is no value of parameter prey_birth: it takes a number.", "run", "predator-prey", "--sweep", "prey_birth=1,,2")]
    [InlineData("'x' is no value of parameter days: it takes a number between 0 and 1.", "run", "predator-prey", "--set", "days=x")]
    [InlineData("'1.5' is no value of parameter fail_at: it takes an integer.", "run", "sample", "--set", "fail_at=1.5")]
    [InlineData("'wild' is no value of parameter mood: it takes Calm or Restless.", "run", "sample", "--set", "mood=wild")]
    [InlineData("'1' is no value of parameter mood: it takes Calm or Restless.", "run", "sample", "--set", "mood=1")]
    [InlineData("'calm,restless' is no value of parameter mood: it takes Calm or Restless.", "run", "sample", "--set", "mood=calm,restless")]
    [InlineData("'1,000;2' is no value of parameter start: it takes numbers with semicolons between them.", "run", "sample", "--set", "start=1,000;2")]
    [InlineData("parameter Weather is 3; it must lie between 0 and 1.", "run", "predator-prey", "--set", "weather=3")]
    [InlineData("it must be a finite number.", "run", "predator-prey", "--set", "prey_birth=NaN")]
    [InlineData("--set weather is not understood: write --set parameter=value.", "run", "predator-prey", "--set", "weather")]
    [InlineData("--set =1 is not understood: write --set parameter=value.", "run", "predator-prey", "--set", "=1")]
    [InlineData("--sweep weather= is not understood: write --sweep parameter=v1,v2,…", "run", "predator-prey", "--sweep", "weather=")]
    [InlineData("Parameter prey_birth is given 2 times: set it once, or sweep it once.", "run", "predator-prey", "--set", "prey_birth=1", "--sweep", "PreyBirth=1,2")]
    [InlineData("Parameter weather is given 2 times", "run", "predator-prey", "--set", "weather=0", "--set", "weather=1")]
    [InlineData("'x' is no value of --runs: it takes a whole number from 1 to 2147483647.", "run", "predator-prey", "--runs", "x")]
    [InlineData("'0' is no value of --runs: it takes a whole number from 1 ", "run", "predator-prey", "--runs", "0")]
    [InlineData("'1,000' is no value of --runs", "run", "predator-prey", "--runs", "1,000")]
    [InlineData("'-5' is no value of --timesteps: it takes a whole number from 0 ", "run", "predator-prey", "--timesteps", "-5")]
    [InlineData("'0' is no value of --every: it takes a whole number from 1 ", "run", "predator-prey", "--every", "0")]
    [InlineData("'0' is no value of --threads: it takes a whole number from 1 ", "run", "predator-prey", "--threads", "0")]
    [InlineData("'1.5' is no value of --seed: it takes a whole number from -9223372036854775808 ", "run", "predator-prey", "--seed", "1.5")]
    [InlineData("Required argument missing for option: '--runs'.", "run", "predator-prey", "--runs")]
    [InlineData("'1,5' is no value of --run-seconds: it takes a number above 0, up to 1000000000, such as 1.5.", "run", "predator-prey", "--run-seconds", "1,5")]
    [InlineData("'0' is no value of --run-seconds", "run", "predator-prey", "--run-seconds", "0")]
    [InlineData("'1,5' is no value of --run: it takes a whole number from 1 to 2147483647.", "replay", "somewhere", "--run", "1,5")]
    [InlineData("'-1' is no value of --subset: it takes a whole number from 0 to 2147483647.", "replay", "somewhere", "--subset", "-1")]
    [InlineData("'1.0' is no value of --simulation", "replay", "somewhere", "--simulation", "1.0")]
    [InlineData("'2,000' is no value of --timestep", "replay", "somewhere", "--timestep", "2,000")]
    [InlineData("--until-ci peak prey=0,5 is not understood", "run", "predator-prey", "--until-ci", "peak prey=0,5")]
    [InlineData("--every and --final-only exclude each other: give one.", "run", "predator-prey", "--every", "2", "--final-only")]
    [InlineData("--out is empty: give a folder, or leave it out.", "run", "predator-prey", "--out", "")]
    [InlineData("give fewer runs, timesteps or subsets.", "run", "predator-prey", "--runs", "2000000000", "--timesteps", "2000000000")]
    public void BadUsage_SaysWhatIsAllowed_AndWritesNothing(string expected, params string[] args)
    {
        var (exit, output, error) = _session.Run(args);
        Assert.Equal((ExitCode.BadUsage, ""), (exit, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_session.Folder));
    }

    [Theory]
    [InlineData("run", "--out <DIR>")]
    [InlineData("describe", "--diagram")]
    [InlineData("summarize", "<directory>")]
    public void Help_NamesTheOptions(string command, string option) =>
        Assert.Contains(option, _session.Succeed(command, "--help"), StringComparison.Ordinal);
}
