using Sim.Framework;

namespace Sim.Fuzz.Tests;

/// <summary>The fuzzing finds what it is to find.</summary>
public sealed class FuzzingTests
{
    /// <summary>Exceptions that are no answer, with a word of what is said of each.</summary>
    public static TheoryData<Exception, string> Faults => new()
    {
        { new InvalidOperationException("The file is bad."), "the wrong exception" },
        { new SimulationException("The other file is bad."), "does not name good.csv" },
        { new SimulationException("good.csv"), "no sentence" },
        { new SimulationException("good.csv: NullReferenceException."), "name of an exception" },
        { new SimulationException("good.csv:\n   at Program.Main()."), "a stack trace" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Run_WrongAnswer_IsAFailureThatCanBeRepeated(Exception error, string fault)
    {
        var failure = Assert.ThrowsAny<Exception>(() => Fuzzing.Run(7, 20, chance => chance.Next(1_000), drawn => _ = drawn < 500 ? throw error : drawn, "good.csv"));
        Assert.Matches("^seed 7, case [0-9]+: ", failure.Message);
        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
        Assert.Matches(@"\n  input: [0-9]+\n", failure.Message);
    }

    [Fact]
    public void Run_MuchMemory_IsAFailure()
    {
        var failure = Assert.ThrowsAny<Exception>(() => Fuzzing.Survived(() => GC.KeepAlive(new byte[210_000_000]), null));
        Assert.Contains(" bytes were allocated", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NothingRefused_IsAFailure() =>
        Assert.ThrowsAny<Exception>(() => Fuzzing.Run(7, 20, chance => chance.Next(), _ => { }, "good.csv"));

    [Fact]
    public void Exceptions_WithHostileText_ShowItHarmlessAndCutShort()
    {
        Assert.Equal("a␀b␛[31m␡\nc", new SimulationException("a\0b\u001b[31m\u007f\nc").Message);
        var (start, end) = (new string('x', 2_000), new string('y', 2_000));
        Assert.Equal($"{start} … {end}", new SimulationException($"{start}{new string('-', 10_000)}{end}").Message);
        Assert.Equal($"{start}{end}", new SimulationException($"{start}{end}").Message);
    }

    /// <summary>A damaged copy differs, and every kind of change comes about.</summary>
    [Fact]
    public void Mutator_ManyCases_ShortenLengthenAndChange()
    {
        var good = new byte[100];
        var damaged = Enumerable.Range(0, 200).Select(seed => new Mutator(new Random(seed)).Bytes(good, [1, 2, 3])).ToList();
        Assert.Contains(damaged, bytes => bytes.Length < good.Length);
        Assert.Contains(damaged, bytes => bytes.Length > good.Length);
        Assert.Contains(damaged, bytes => bytes.Length == good.Length && !bytes.SequenceEqual(good));
        Assert.Equal(damaged[7], new Mutator(new Random(7)).Bytes(good, [1, 2, 3]));
    }
}
