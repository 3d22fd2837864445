namespace Sim.Analysis.Charts;

/// <summary>Finds what <c>notebooks/setup</c> took from npm.</summary>
static class NodePackages
{
    const string Variable = "SIM_NOTEBOOKS";

    /// <summary>The folder <c>notebooks</c>, whose <c>node_modules</c> holds the packages; null when there is none.</summary>
    /// <remarks>The kernel says where it is; elsewhere it is looked for from the current folder and from the program upwards.</remarks>
    public static string? Folder { get; } =
        new[] { Environment.GetEnvironmentVariable(Variable) }
            .Concat(Upwards(Environment.CurrentDirectory).Concat(Upwards(AppContext.BaseDirectory)).SelectMany(folder => new[] { Path.Combine(folder, "notebooks"), folder }))
            .FirstOrDefault(folder => folder is not null && Directory.Exists(Path.Combine(folder, "node_modules")));

    /// <summary>A file or folder of a package; null when it is not there.</summary>
    public static string? Find(params string[] parts) =>
        Folder is { } folder && Path.Combine([folder, "node_modules", .. parts]) is var path && Path.Exists(path) ? path : null;

    static IEnumerable<string> Upwards(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }
}
