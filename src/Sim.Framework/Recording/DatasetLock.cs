using System.Globalization;

namespace Sim.Framework.Recording;

/// <summary>Says that a process writes a dataset. Two that write all of it exclude each other, and both exclude those that write a shard of it; shards go side by side.</summary>
/// <remarks>
/// The lock is the operating system's on an open file, so it ends with its process, however that ends: a file that nobody holds is free. A text beside it says who holds
/// it. Parts are written under names of their own and moved, so that even where a file system knows no locks no part is ever mixed.
/// </remarks>
sealed class DatasetLock : IDisposable
{
    const string HolderText = ".holder";

    readonly string _path;
    readonly FileStream _file;

    DatasetLock(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Takes the lock for a shard, or for the whole dataset when it is null.</summary>
    /// <exception cref="DatasetBusyException">Another process holds it; the message names it.</exception>
    public static DatasetLock Take(string directory, Shard? shard)
    {
        var name = shard is null ? DatasetLayout.Lock : string.Create(CultureInfo.InvariantCulture, $"{DatasetLayout.Lock}-{shard.Value.Number}-of-{shard.Value.Count}");
        var path = Path.Combine(directory, name);
        var file = DatasetFile.Guarded(path, () => TryHold(path)) ?? throw Busy(directory, path);
        var held = new DatasetLock(path, file);
        var mine = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}, since {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss'Z'}");
        DatasetFile.Replace(path + HolderText, mine);
        // Each takes its own lock first and looks at the others' then, so that of two at least one sees the other.
        var others = shard is null ? Shards(directory) : [Path.Combine(directory, DatasetLayout.Lock)];
        foreach (var other in others.Where(IsHeld))
        {
            held.Dispose();
            throw Busy(directory, other);
        }

        return held;
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_path + HolderText);
            // While it is still held, so that it is surely this one.
            File.Delete(_path);
        }
        // The folder may have gone, or become read-only.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }

        _file.Dispose();
    }

    static IEnumerable<string> Shards(string directory) =>
        Directory.EnumerateFiles(directory, DatasetLayout.Lock + "-*").Where(path => !path.EndsWith(HolderText, StringComparison.Ordinal));

    // Looks without holding: several may look at once, and a file that is not there is not made.
    static bool IsHeld(string path)
    {
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException exception)
        {
            return exception is not (FileNotFoundException or DirectoryNotFoundException) && IsSharing(exception);
        }
    }

    static FileStream? TryHold(string path)
    {
        try
        {
            while (true)
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                // Its last holder may have deleted it after it was opened here: then it locks nothing.
                if (File.Exists(path))
                    return file;
                file.Dispose();
            }
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException) && IsSharing(exception))
        {
            return null;
        }
    }

    // EWOULDBLOCK of flock, and ERROR_SHARING_VIOLATION.
    static bool IsSharing(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32;

    static DatasetBusyException Busy(string directory, string path)
    {
        string holder;
        try
        {
            holder = File.ReadAllText(path + HolderText);
        }
        catch (IOException)
        {
            holder = "another process";
        }

        return new($"The dataset in {directory} is being written by {holder}. Wait until it ends, or end it, and try again.");
    }
}
