using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sim.Framework;

namespace Sim.Fuzz.Tests;

/// <summary>Holds code against many bad inputs: each works, or is refused with a sentence that names its file, soon and in little memory.</summary>
static class Fuzzing
{
    const int FailuresShown = 5;
    const int LongestExcerpt = 400;
    const int LongestMessage = 5_000;
    const long MostBytes = 200_000_000;

    // Many times what any case takes, so that a busy machine fails none.
    static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);

    /// <summary>Multiplies the number of cases: environment variable SIM_FUZZ_CASES.</summary>
    static int Multiplier { get; } = int.Parse(Environment.GetEnvironmentVariable("SIM_FUZZ_CASES") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>Draws cases and uses each.</summary>
    /// <param name="seed">With the number of a case, repeats it.</param>
    /// <param name="count">How many cases.</param>
    /// <param name="draw">Makes a bad input.</param>
    /// <param name="use">Reads it; an exception is an answer.</param>
    /// <param name="name">What every refusal must name; null where there is no file.</param>
    public static void Run<T>(int seed, int count, Func<Random, T> draw, Action<T> use, string? name)
    {
        var failures = new List<string>();
        var refused = 0;
        for (var number = 0; number < count * Multiplier && failures.Count < FailuresShown; number++)
        {
            var input = draw(new Random(HashOf(seed, number)));
            var (error, fault) = Watched(() => use(input), name);
            refused += error is null ? 0 : 1;
            if (fault is not null)
                failures.Add(FormattableString.Invariant($"seed {seed}, case {number}: {fault}\n  input: {Excerpt(input)}"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{count * Multiplier} cases, {refused} refused."));
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        // Were nothing refused, the fuzzing would not reach what it is for.
        Assert.True(refused > 0, "No case was refused.");
    }

    /// <summary>Uses one input made by hand that must be refused.</summary>
    /// <returns>The refusal.</returns>
    public static string Refused(Action use, string? name)
    {
        var (error, fault) = Watched(use, name);
        Assert.True(fault is null, fault);
        Assert.NotNull(error);
        return error.Message;
    }

    /// <summary>Uses one input made by hand that may work or be refused.</summary>
    public static void Survived(Action use, string? name)
    {
        var (_, fault) = Watched(use, name);
        Assert.True(fault is null, fault);
    }

    static (Exception? Error, string? Fault) Watched(Action use, string? name)
    {
        Exception? error = null;
        long bytes = 0;
        var clock = Stopwatch.StartNew();
        // A thread of its own, so that a case which never ends is left behind and named.
        var thread = new Thread(() =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                use();
            }
            catch (Exception thrown)
            {
                error = thrown;
            }

            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        })
        { IsBackground = true };
        thread.Start();
        if (!thread.Join(MostTime))
            return (null, FormattableString.Invariant($"not done after {MostTime.TotalSeconds} s"));
        return (error, bytes > MostBytes ? FormattableString.Invariant($"{bytes:N0} bytes were allocated in {clock.ElapsedMilliseconds} ms") : error is null ? null : Fault(error, name));
    }

    /// <summary>What is wrong with a refusal; null when it is a sentence for the reader.</summary>
    static string? Fault(Exception error, string? name) =>
        error is not SimulationException ? $"the wrong exception: {error}"
        : name is not null && !error.Message.Contains(name, StringComparison.Ordinal) ? $"a refusal that does not name {name}: {error.Message}"
        : Fault(error.Message);

    /// <summary>What is wrong with words that a person reads; null when nothing is.</summary>
    public static string? Fault(string message) =>
        message.Length > LongestMessage ? $"a message of {message.Length} characters: {Shown(message)}…"
        : !message.TrimEnd().EndsWith('.') && !message.TrimEnd().EndsWith('?') ? $"a message that is no sentence: {message}"
        : message.Contains("\n   at ", StringComparison.Ordinal) || message.Contains("Exception", StringComparison.Ordinal) ? $"a stack trace or the name of an exception: {message}"
        : message.Any(letter => char.IsControl(letter) && letter != '\n') ? $"a message with control characters: {Shown(message)}"
        : null;

    // The same in every process; neighbouring seeds of System.Random are alike, so the two numbers are mixed well.
    static int HashOf(int seed, int number)
    {
        unchecked
        {
            ulong mixed = ((ulong)(uint)seed << 32) | (uint)number;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)(mixed ^ (mixed >> 31));
        }
    }

    static string Excerpt<T>(T input) => input switch
    {
        byte[] bytes => FormattableString.Invariant($"{bytes.Length} bytes, ending in ") + Convert.ToHexString(bytes.AsSpan()[^Math.Min(bytes.Length, LongestExcerpt / 2)..]),
        string[] words => Shown(string.Join(' ', words.Select(word => $"'{word}'"))),
        _ => Shown(input?.ToString() ?? ""),
    };

    static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var letter in text.Take(LongestExcerpt))
            shown.Append(char.IsControl(letter) ? FormattableString.Invariant($"\\u{(int)letter:x4}") : letter.ToString());
        return shown.Append(text.Length > LongestExcerpt ? FormattableString.Invariant($"… ({text.Length} characters)") : "").ToString();
    }
}
