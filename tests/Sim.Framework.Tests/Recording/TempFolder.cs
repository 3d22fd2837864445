namespace Sim.Framework.Tests.Recording;

/// <summary>A folder that is gone after the test.</summary>
sealed class TempFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim-test-");

    public string Path => _folder.FullName;

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Every file by its name relative to the folder, with its bytes.</summary>
    public SortedDictionary<string, byte[]> Files(string pattern = "*") => new(
        Directory.EnumerateFiles(Path, pattern, SearchOption.AllDirectories).ToDictionary(file => System.IO.Path.GetRelativePath(Path, file), File.ReadAllBytes),
        StringComparer.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}
