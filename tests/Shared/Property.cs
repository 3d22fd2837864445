using CsCheck;
using Xunit.Sdk;

namespace Sim.Tests.Shared;

/// <summary>Claims that hold for every input that CsCheck generates; of the inputs that break one, the smallest is shown.</summary>
/// <remarks>CsCheck's own Sample takes a seed for its first input alone and draws all others anew each time. Here the seed settles all of them, on any number of threads.</remarks>
public static class Property
{
    /// <summary>How many smaller inputs are looked for once one has failed.</summary>
    const int Smaller = 10_000;

    /// <summary>Checks a claim on generated inputs.</summary>
    /// <param name="inputs">What to generate.</param>
    /// <param name="seed">Settles every input.</param>
    /// <param name="count">How many inputs.</param>
    /// <param name="claim">Throws where it does not hold.</param>
    /// <param name="print">How an input is shown; as CsCheck shows it when null.</param>
    /// <exception cref="XunitException">It does not hold: the message shows the smallest input found, and how to check that one alone.</exception>
    public static void ForAll<T>(this Gen<T> inputs, uint seed, int count, Action<T> claim, Func<T, string>? print = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Failure<T>? smallest = null;
        var number = -1;
        foreach (var stream in Streams(seed))
        {
            if (++number >= (smallest is null ? count : smallest.First + Smaller))
                break;
            var repeat = stream.ToString();
            var input = inputs.Generate(stream, smallest?.Size, out var size);
            if (smallest is not null && !Size.IsLessThan(size, smallest.Size))
                continue;
            try
            {
                claim(input);
            }
            catch (Exception error)
            {
                smallest = new Failure<T>(smallest?.First ?? number, (smallest?.Count ?? 0) + 1, repeat, input, size, error);
            }
        }

        if (smallest is not null)
            throw new XunitException(Message(smallest, seed, print ?? Check.Print), smallest.Error);
    }

    /// <summary>Checks a claim on one input again, which a failure has named.</summary>
    public static void ForOne<T>(this Gen<T> inputs, string repeat, Action<T> claim)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(claim);
        claim(inputs.Generate(PCG.Parse(repeat), null, out _));
    }

    /// <summary>The inputs that <see cref="ForAll"/> checks a claim on.</summary>
    public static IEnumerable<T> Inputs<T>(this Gen<T> inputs, uint seed, int count)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Streams(seed).Take(count).Select(stream => inputs.Generate(stream, null, out _));
    }

    // A stream for each input, so that none depends on what those before it drew.
    static IEnumerable<PCG> Streams(uint seed)
    {
        var starts = new PCG(seed, 0);
        while (true)
            yield return new PCG(seed, starts.Next64());
    }

    static string Message<T>(Failure<T> smallest, uint seed, Func<T, string> print) => FormattableString.Invariant(
        $"Input {smallest.First} of seed {seed} breaks the claim. The smallest of {smallest.Count} that do, alone with ForOne(\"{smallest.Repeat}\", …):\n{print(smallest.Input)}\n{smallest.Error.Message}");

    sealed record Failure<T>(int First, int Count, string Repeat, T Input, Size Size, Exception Error);
}
