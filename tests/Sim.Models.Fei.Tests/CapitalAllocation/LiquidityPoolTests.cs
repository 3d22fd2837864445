using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class LiquidityPoolTests
{
    public static TheoryData<int> Seeds() => Worlds.Seeds();

    static LiquidityPool Pool(Random random)
    {
        var (fei, units, users) = (1e8 * random.NextDouble(), 1e5 * random.NextDouble(), random.NextDouble());
        var pool = new LiquidityPool
        {
            UserFei = users * fei,
            ProtocolFei = (1 - users) * fei,
            UserVolatile = users * units,
            ProtocolVolatile = (1 - users) * units,
            Tokens = fei,
        };
        return pool with { Invariant = pool.Fei * pool.Volatile };
    }

    [Theory, MemberData(nameof(Seeds))]
    public void AfterRebalancing_Corrected_BooksTheBalanceReachedAndKeepsThePoolsPrice(int seed)
    {
        var random = new Random(seed);
        var pool = Pool(random);
        var reached = 2 * random.NextDouble() * pool.UserFei;
        var after = pool.AfterRebalancing(reached, 1, 1, Fidelity.Corrected);
        Assert.Equal(reached, after.UserFei);
        Assert.Equal(pool.ProtocolFei, after.ProtocolFei);
        Assert.Equal(pool.ProtocolVolatile, after.ProtocolVolatile);
        // Each is a few operations; differences of sums lose up to two digits.
        Vectors.Compare($"seed {seed} price", 1, after.Fei / after.Volatile / (pool.Fei / pool.Volatile), 1e-13);
        Vectors.Compare($"seed {seed} tokens", after.Fei / pool.Fei, after.Tokens / pool.Tokens, 1e-13);
        Assert.Equal(after.Fei * after.Volatile, after.Invariant);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void AfterRebalancing_EverythingWithdrawn_LeavesNoDustWhenCorrected(int seed)
    {
        var after = Pool(new Random(seed)).AfterRebalancing(0, 1, 1, Fidelity.Corrected);
        Assert.Equal(0, after.UserFei);
        Assert.Equal(0, after.UserVolatile);
    }

    [Fact]
    public void AfterRebalancing_ParityOffPrice_CreatesFei()
    {
        // The pool holds 100 FEI a unit, the outside 50: 10 FEI count as 0.2 units, and those as 20 FEI.
        var pool = new LiquidityPool
        {
            UserFei = 100,
            ProtocolFei = 900,
            UserVolatile = 1,
            ProtocolVolatile = 9,
            Invariant = 10_000,
            Tokens = 1000,
        };
        Check("parity", 110, Fidelity.Parity, [120, 1.2, 1020, 1020 * 10.2]);
        Check("corrected", 110, Fidelity.Corrected, [110, 1.1, 1010, 1010 * 10.1]);
        Check("parity withdrawal", 90, Fidelity.Parity, [90, 0.9, 990, 990 * 9.9]);

        void Check(string where, double reached, Fidelity fidelity, double[] expected)
        {
            var after = pool.AfterRebalancing(reached, 1, 50, fidelity);
            Vectors.Compare(where, expected, [after.UserFei, after.UserVolatile, after.Tokens, after.Invariant], 1e-11);
        }
    }

    [Theory]
    [InlineData(Fidelity.Corrected, 1e-8)]
    [InlineData(Fidelity.Parity, 1e-4)]
    public void AfterRebalancing_InvariantOff_IsRefused(Fidelity fidelity, double off)
    {
        var pool = Pool(new Random(1));
        var wrong = pool with { Invariant = pool.Invariant * (1 + off) };
        var broken = Assert.Throws<AllocationException>(() => wrong.AfterRebalancing(1, 1, 1, fidelity));
        Assert.Equal("product of the pool's sides", broken.Quantity);
        pool = pool with { Invariant = pool.Invariant * (1 + (off / 100)) };
        Assert.Equal(pool.UserFei, pool.AfterRebalancing(pool.UserFei, 1, 1, fidelity).UserFei);
    }

    [Fact]
    public void AfterRebalancing_ImpossibleInput_IsRefused()
    {
        var pool = Pool(new Random(1));
        Assert.Throws<AllocationException>(() => pool.AfterRebalancing(-1, 1, 1, Fidelity.Corrected));
        Assert.Throws<AllocationException>(() => pool.AfterRebalancing(double.NaN, 1, 1, Fidelity.Parity));
        Assert.Throws<AllocationException>(() => pool.AfterRebalancing(2 * pool.UserFei, 1, 0, Fidelity.Parity));
        Assert.Throws<AllocationException>(() => default(LiquidityPool).AfterRebalancing(1, 1, 1, Fidelity.Corrected));
    }

    [Theory]
    [InlineData(Fidelity.Corrected)]
    [InlineData(Fidelity.Parity)]
    public void AfterRebalancing_UsersWithTooLittleVolatile_IsRefused(Fidelity fidelity)
    {
        var pool = new LiquidityPool { UserFei = 100, ProtocolFei = 900, UserVolatile = 0.5, ProtocolVolatile = 9.5, Invariant = 10_000 };
        Assert.Throws<AllocationException>(() => pool.AfterRebalancing(0, 1, 1, fidelity));
    }
}
