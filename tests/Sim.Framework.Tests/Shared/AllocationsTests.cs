using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Shared;

public sealed class AllocationsTests
{
    object? _kept;

    [Fact]
    public void Of_AnArray_CountsAtLeastItsBytes()
    {
        long bytes = Allocations.Of(() => _kept = new byte[1_000]);
        Assert.InRange(bytes, 1_000, 1_100); // the array's header is 24 bytes
        Assert.NotNull(_kept);
    }

    [Fact]
    public void Of_Arithmetic_IsZero()
    {
        double sum = 0;
        Assert.Equal(0, Allocations.Of(() => sum += Math.Sqrt(sum + 1)));
    }

    [Fact]
    public void PerStep_AllocationOnce_CancelsAndOnePerStepShows()
    {
        Assert.Equal(0, Allocations.PerStep(steps => _kept = new int[100]));
        long bytes = Allocations.PerStep(steps =>
        {
            for (int step = 0; step < steps; step++)
                _kept = new object();
        });
        Assert.Equal(9_990 * 24, bytes); // an object is 24 bytes on 64-bit runtimes
    }
}
