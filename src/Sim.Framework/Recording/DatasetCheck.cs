using System.Text.Json.Nodes;

namespace Sim.Framework.Recording;

/// <summary>Checks a dataset against its manifest.</summary>
sealed class DatasetCheck(string directory, JsonNode manifest)
{
    static readonly string[] Tables = [DatasetLayout.Trajectories, DatasetLayout.Runs, DatasetLayout.Failures];

    readonly PartLayout _layout = PartLayout.Read(manifest);
    readonly HashSet<string> _expected = [];

    /// <summary>The parts that any file is of; of a plan of millions a folder may hold few.</summary>
    readonly HashSet<int> _begun = [.. Tables.SelectMany(table => DatasetLayout.Numbers(directory, table))];

    public IEnumerable<string> Problems()
    {
        var metrics = manifest["metrics"]!.AsArray();
        var summary = new Summary([.. metrics.Select(metric => (string)metric!["name"]!)]);
        var until = Until.Read(manifest["until"], [.. metrics.Select(metric => (string)metric!["name"]!)]);
        var rounds = new Rounds(_layout, until, null, summary);
        List<string> columns = [.. metrics.Select(metric => (string)metric!["column"]!)];
        var withRows = Record.Parse((string)manifest["record"]!).AnyRows;
        long runs = 0, failed = 0;
        var isWhole = true;
        while (isWhole && rounds.Next() is { Count: > 0 } parts)
        {
            foreach (var (first, last) in Missing(parts))
            {
                isWhole = false;
                yield return first == last ? Text($"part {first:D5} is missing") : Text($"parts {first:D5} to {last:D5} are missing");
            }

            summary.Expect(isWhole ? parts : []);
            foreach (var part in parts.Where(_begun.Contains))
            {
                var check = PartCheck.Of(directory, _layout, part, withRows, columns);
                Expect(part, withRows, check.Failed > 0 || check.Problem is not null);
                if (check.Share is { } share)
                    (runs, failed) = (runs + share.Runs, failed + check.Failed);
                else
                    isWhole = false;
                summary.Add(part, check.Share ?? new Summary.Share());
                if (check.Problem is { } problem)
                    yield return problem;
            }
        }

        foreach (var stranger in Strangers())
            yield return $"{stranger} belongs to no part of the plan";
        if (!isWhole)
            yield break;
        if ((string)manifest["status"]! != "complete")
            yield return $"all parts are there, but {DatasetLayout.Manifest} says '{manifest["status"]}'";
        else if ((long?)manifest["runs"]!["completed"] != runs - failed || (long?)manifest["runs"]!["failed"] != failed)
            yield return Text($"{DatasetLayout.Manifest} counts {manifest["runs"]!["completed"]} runs completed and {manifest["runs"]!["failed"]} failed, and there are {runs - failed} and {failed}");
    }

    void Expect(int part, bool withRows, bool withFailures)
    {
        _expected.Add(DatasetLayout.Part(directory, DatasetLayout.Runs, part));
        if (withRows)
            _expected.Add(DatasetLayout.Part(directory, DatasetLayout.Trajectories, part));
        if (withFailures)
            _expected.Add(DatasetLayout.Part(directory, DatasetLayout.Failures, part));
    }

    /// <summary>The stretches of parts that no file is of.</summary>
    IEnumerable<(int First, int Last)> Missing(IReadOnlyList<int> parts)
    {
        (int First, int Last)? stretch = null;
        foreach (var part in parts)
        {
            if (_begun.Contains(part))
                continue;
            if (stretch is { } open && open.Last == part - 1)
            {
                stretch = (open.First, part);
                continue;
            }

            if (stretch is { } ended)
                yield return ended;
            stretch = (part, part);
        }

        if (stretch is { } final)
            yield return final;
    }

    IEnumerable<string> Strangers() =>
        Tables
            .Select(table => Path.Combine(directory, table)).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFileSystemEntries)
            .Where(path => !_expected.Contains(path)).Order(StringComparer.Ordinal)
            .Select(path => Path.GetRelativePath(directory, path));

    static string Text(FormattableString text) => FormattableString.Invariant(text);
}
