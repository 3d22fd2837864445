using System.Globalization;
using System.Text;
using Sim.Framework.Randomness;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Randomness;

// The first draws of every law at one address. A change here changes the results of every experiment ever seeded:
// it belongs in the changelog, under a new version.
public sealed class GoldenDrawsTests
{
    static readonly (string Law, Func<RandomStream, double> Draw)[] Laws =
    [
        ("NextDouble", stream => stream.NextDouble()),
        ("NextSingle", stream => stream.NextSingle()),
        ("Next", stream => stream.Next()),
        ("Next(-5, 100)", stream => stream.Next(-5, 100)),
        ("NextInt64(2^52)", stream => stream.NextInt64(1L << 52)),
        ("Integer(0, 1000)", stream => stream.Integer(0, 1000)),
        ("Uniform(-3, 5)", stream => stream.Uniform(-3, 5)),
        ("Normal", stream => stream.Normal()),
        ("Normal(10, 3)", stream => stream.Normal(10, 3)),
        ("LogNormal(0.1, 0.5)", stream => stream.LogNormal(0.1, 0.5)),
        ("Exponential(4)", stream => stream.Exponential(4)),
        ("Gamma(0.3, 2)", stream => stream.Gamma(0.3, 2)),
        ("Gamma(7.5, 2)", stream => stream.Gamma(7.5, 2)),
        ("StudentT(2.5)", stream => stream.StudentT(2.5)),
        ("Poisson(0.8)", stream => stream.Poisson(0.8)),
        ("Poisson(80)", stream => stream.Poisson(80)),
        ("Poisson(1e12)", stream => stream.Poisson(1e12)),
        ("Bernoulli(0.3)", stream => stream.Bernoulli(0.3) ? 1 : 0),
        ("Dirichlet(0.2, 1, 3)[0]", stream => Share(stream, 0)),
        ("Dirichlet(0.2, 1, 3)[2]", stream => Share(stream, 2)),
    ];

    [Fact]
    public void FirstDraws_OfEveryLawAtAnAddress_NeverChange()
    {
        var text = new StringBuilder();
        foreach (var (law, draw) in Laws)
        {
            var stream = AtAddress();
            text.Append(law).Append(':');
            for (int index = 0; index < 20; index++)
                text.Append(' ').Append(draw(stream).ToString("R", CultureInfo.InvariantCulture));
            text.Append('\n');
        }

        Golden.CompareText("Randomness/first-draws.txt", text.ToString());
    }

    // A hundred thousand draws pass through every branch; their bits are folded into one number per law.
    [Fact]
    public void ManyDraws_OfEveryLawAtAnAddress_NeverChange()
    {
        var text = new StringBuilder();
        foreach (var (law, draw) in Laws)
        {
            var stream = AtAddress();
            ulong hash = 0;
            for (int index = 0; index < 100_000; index++)
                hash = unchecked((ulong.RotateLeft(hash, 5) ^ BitConverter.DoubleToUInt64Bits(draw(stream))) * 0x9E3779B97F4A7C15);
            text.Append(law).Append(": ").Append(hash.ToString("x16", CultureInfo.InvariantCulture)).Append('\n');
        }

        Golden.CompareText("Randomness/many-draws.txt", text.ToString());
    }

    static RandomStream AtAddress()
    {
        var stream = new RandomStream(0);
        stream.Seek(StreamAddress.Key(42, 1), StreamAddress.Function("births and deaths", "births"), 1);
        return stream;
    }

    static double Share(RandomStream stream, int index)
    {
        Span<double> shares = stackalloc double[3];
        stream.Dirichlet([0.2, 1, 3], shares);
        return shares[index];
    }
}
