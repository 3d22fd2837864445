using System.Text.Json.Nodes;

namespace Sim.Framework.Recording;

/// <summary>Checks a dataset against its manifest.</summary>
sealed class DatasetCheck(string directory, JsonNode manifest)
{
    readonly PartLayout _layout = PartLayout.Read(manifest);
    readonly HashSet<string> _expected = [];

    public IEnumerable<string> Problems()
    {
        var metrics = manifest["metrics"]!.AsArray();
        var summary = new Summary([.. metrics.Select(metric => (string)metric!["name"]!)]);
        var rounds = new Rounds(_layout, Until.Read(manifest["until"], [.. metrics.Select(metric => (string)metric!["name"]!)]), null, summary);
        List<string> columns = [.. metrics.Select(metric => (string)metric!["column"]!)];
        var withRows = Record.Parse((string)manifest["record"]!).AnyRows;
        long runs = 0, failed = 0;
        var isWhole = true;
        while (isWhole && rounds.Next() is { Count: > 0 } parts)
        {
            summary.Expect(parts);
            foreach (var part in parts)
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
            yield return FormattableString.Invariant($"{DatasetLayout.Manifest} counts {manifest["runs"]!["completed"]} runs completed and {manifest["runs"]!["failed"]} failed, and there are {runs - failed} and {failed}");
    }

    void Expect(int part, bool withRows, bool withFailures)
    {
        _expected.Add(DatasetLayout.Part(directory, DatasetLayout.Runs, part));
        if (withRows)
            _expected.Add(DatasetLayout.Part(directory, DatasetLayout.Trajectories, part));
        if (withFailures)
            _expected.Add(DatasetLayout.Part(directory, DatasetLayout.Failures, part));
    }

    IEnumerable<string> Strangers() =>
        new[] { DatasetLayout.Trajectories, DatasetLayout.Runs, DatasetLayout.Failures }
            .Select(table => Path.Combine(directory, table)).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFileSystemEntries)
            .Where(path => !_expected.Contains(path)).Order(StringComparer.Ordinal)
            .Select(path => Path.GetRelativePath(directory, path));
}
