using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Keeps raw answers in a folder, one file for each: <c>ID_CURRENCY_FROM_ASKED.json</c> with the first day asked for and the day of asking.</summary>
sealed class AnswerCache(string folder)
{
    const string Day = "yyyy-MM-dd";

    /// <summary>The file whose answer covers a window; null if there is none. Of several it is the first one asked for, so that later ones change no result.</summary>
    internal string? Find(TokenPair pair, DateOnly from, DateOnly to)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, $"{Prefix(pair)}*.json")
                    .Select(path => (Path: path, Window: Window(Path.GetFileNameWithoutExtension(path)[Prefix(pair).Length..])))
                    .Where(file => file.Window is { } window && window.From <= from && window.Asked >= to)
                    .OrderBy(file => file.Window!.Value.Asked).ThenByDescending(file => file.Window!.Value.From)
                    .Select(file => file.Path).FirstOrDefault()
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure("read", pair, error);
        }
    }

    /// <summary>The bytes of a file that was found.</summary>
    internal static byte[] Read(string path, TokenPair pair)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SimulationException($"{path}: the kept prices of {pair} cannot be read: {error.Message} Make the file readable, or delete it.", error);
        }
    }

    /// <summary>Keeps an answer. It appears by rename when it is whole, so that nobody ever reads half of it.</summary>
    internal void Keep(TokenPair pair, DateOnly from, DateOnly asked, byte[] body)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Prefix(pair)}{from:yyyy-MM-dd}_{asked:yyyy-MM-dd}.json"));
        var draft = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(draft, body);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(draft))
                File.Delete(draft);
            throw Failure("written", pair, error);
        }
    }

    SimulationException Failure(string done, TokenPair pair, Exception error) =>
        new($"{folder}: the cache of prices of {pair} cannot be {done}: {error.Message} Name a folder that can be written, or none.", error);

    static string Prefix(TokenPair pair) => $"{Uri.EscapeDataString(pair.Base.Id)}_{Uri.EscapeDataString(pair.Quote.Ticker)}_";

    static (DateOnly From, DateOnly Asked)? Window(string text) => text.Split('_') is [var from, var asked]
        && DateOnly.TryParseExact(from, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && DateOnly.TryParseExact(asked, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) ? (first, last) : null;
}
