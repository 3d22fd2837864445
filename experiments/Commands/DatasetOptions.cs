using System.CommandLine;
using System.Globalization;
using Sim.Framework;

namespace Sim.Experiments.Commands;

/// <summary>The options of <c>run</c> that say what becomes of the dataset: a new one, one to go on with, a shard of it, its end.</summary>
sealed class DatasetOptions(Func<string, string?> environment)
{
    readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace a dataset that is there." };
    readonly Option<bool> _resume = new("--resume") { Description = "Go on with a dataset of the same plan: keep its complete parts and compute the others." };
    readonly Option<bool> _finish = new("--finish") { Description = "Compute nothing: check that all shards are there, and complete the manifest." };
    readonly Option<string?> _shard = new("--shard")
    {
        Description = "Compute the I-th of N shards of the dataset. /N takes I from JOB_COMPLETION_INDEX (Kubernetes, from 0); without a value both are those of a Slurm array.",
        HelpName = "I/N",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public IEnumerable<Option> All => [_overwrite, _resume, _finish, _shard];

    /// <exception cref="SimulationException">Options exclude each other.</exception>
    public WriteMode ModeOf(ParseResult parsed)
    {
        var given = new[] { (_overwrite.Name, parsed.GetValue(_overwrite), WriteMode.Overwrite), (_resume.Name, parsed.GetValue(_resume), WriteMode.Resume), (_finish.Name, parsed.GetValue(_finish), WriteMode.Finish) }
            .Where(option => option.Item2).ToList();
        if (given.Count > 1)
            throw new SimulationException($"{string.Join(" and ", given.Select(option => option.Name))} exclude each other: give one.");
        var mode = given.Count == 0 ? WriteMode.New : given[0].Item3;
        if (mode is WriteMode.Overwrite or WriteMode.Finish && parsed.GetResult(_shard) is not null)
            throw new SimulationException($"{given[0].Name} and --shard exclude each other: a shard adds to a dataset. Give one.");
        return mode;
    }

    /// <summary>The shard that is asked for; null for all of the dataset.</summary>
    /// <exception cref="SimulationException">The text is no shard, or the environment does not say which.</exception>
    public Shard? ShardOf(ParseResult parsed)
    {
        if (parsed.GetResult(_shard) is null)
            return null;
        return parsed.GetValue(_shard) switch
        {
            null => OfSlurm(),
            ['/', .. var count] => new Shard(Whole("JOB_COMPLETION_INDEX") + 1, Shard.Parse("1/" + count).Count),
            var text => Shard.Parse(text),
        };
    }

    Shard OfSlurm()
    {
        var (id, count, first) = (Whole("SLURM_ARRAY_TASK_ID"), Whole("SLURM_ARRAY_TASK_COUNT"), environment("SLURM_ARRAY_TASK_MIN") is null ? 1 : Whole("SLURM_ARRAY_TASK_MIN"));
        if (environment("SLURM_ARRAY_TASK_STEP") is { } step && step != "1")
            throw new SimulationException("--shard takes a Slurm array without gaps: submit it as --array=1-N.");
        return new Shard(id - first + 1, count);
    }

    int Whole(string variable) => environment(variable) is { } text
        ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < int.MaxValue
            ? value
            : throw new SimulationException($"{variable} is '{text}', which is no whole number.")
        : throw new SimulationException($"--shard has no value and {variable} is not set: write --shard I/N, such as --shard 3/8.");
}
