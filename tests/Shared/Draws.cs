using CsCheck;

namespace Sim.Tests.Shared;

/// <summary>Draws the parts of an input one after another, each by a generator of CsCheck, so that what is drawn first can decide what is drawn next.</summary>
public sealed class Draws
{
    static readonly Gen<double> Share = Gen.OneOf(Gen.Int[0, 100].Select(hundredths => hundredths / 100.0), Gen.Double.Unit);

    readonly PCG _stream;
    readonly Size _size = new(0);

    Draws(PCG stream) => _stream = stream;

    /// <summary>The generator of what a function draws; an input is as large as its parts together.</summary>
    public static Gen<T> From<T>(Func<Draws, T> draw) => new Drawn<T>(draw);

    /// <summary>A value of a generator.</summary>
    public T Of<T>(Gen<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var value = values.Generate(_stream, null, out var size);
        _size.Add(size);
        return value;
    }

    /// <summary>A number of a range: so many hundredths of the way from end to end, or any.</summary>
    public double Between(double low, double high) => low + ((high - low) * Of(Share));

    /// <summary>A whole number of a range, its ends included.</summary>
    public int Whole(int low, int high) => Of(Gen.Int[low, high]);

    /// <summary>True once in so many times.</summary>
    public bool Once(int times) => Whole(0, times - 1) == times - 1;

    sealed class Drawn<T>(Func<Draws, T> draw) : Gen<T>
    {
        public override T Generate(PCG pcg, Size? min, out Size size)
        {
            var parts = new Draws(pcg);
            var value = draw(parts);
            size = parts._size;
            return value;
        }
    }
}
