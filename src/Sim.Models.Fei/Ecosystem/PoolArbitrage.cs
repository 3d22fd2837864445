using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Ecosystem;

/// <summary>Full arbitrage of a constant-product pool to outside prices, with the fee on what comes in.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/liquidity_pools.py.</remarks>
static class PoolArbitrage
{
    const double DaysPerYear = 365;

    /// <summary>The pool at outside prices: F = sqrt(k p_v/p_f), V = sqrt(k p_f/p_v), plus the fee. Both owners keep their share of both sides.</summary>
    /// <returns>The pool, the FEI that came in (negative when it left), and the fees (USD).</returns>
    public static (LiquidityPool Pool, double FeiIn, double Fees) ToPrice(LiquidityPool pool, double feiPrice, double volatilePrice, double fee)
    {
        var (fei, units) = (pool.Fei, pool.Volatile);
        var feiIn = Math.Sqrt(pool.Invariant * volatilePrice / feiPrice) - fei;
        var unitsIn = Math.Sqrt(pool.Invariant * feiPrice / volatilePrice) - units;
        double fees;
        if (feiIn > 0)
        {
            var paid = fee * feiIn;
            feiIn += paid;
            fees = paid * feiPrice;
        }
        else
        {
            var paid = fee * Math.Abs(unitsIn);
            unitsIn += paid;
            fees = paid * volatilePrice;
        }

        return (Scaled(pool, fei + feiIn, units + unitsIn), feiIn, fees);
    }

    /// <summary>What a share of the pool lost against holding its assets while the price went from one to the other, 0 or less.</summary>
    public static double ImpermanentLoss(double priceBefore, double priceAfter)
    {
        var ratio = priceBefore / priceAfter;
        return (2 * Math.Sqrt(ratio) / (1 + ratio)) - 1;
    }

    /// <summary>Annual yield: fees over value, less the loss, at least 0.</summary>
    /// <param name="feeRatio">Fees of the timestep over the pool's value.</param>
    /// <param name="loss">The loss, 0 or less.</param>
    /// <param name="days">Length of the timestep.</param>
    /// <param name="isLossOfTimestep">Whether the loss is of the timestep and so annual too; the original's is of the time since the start.</param>
    public static double YieldRate(double feeRatio, double loss, double days, bool isLossOfTimestep)
    {
        var perYear = DaysPerYear / days;
        return Math.Max(0, (feeRatio * perYear) - (Math.Abs(loss) * (isLossOfTimestep ? perYear : 1)));
    }

    static LiquidityPool Scaled(LiquidityPool pool, double fei, double units)
    {
        var protocol = pool.ProtocolFei / pool.Fei;
        return pool with
        {
            UserFei = fei * (1 - protocol),
            ProtocolFei = fei * protocol,
            UserVolatile = units * (1 - protocol),
            ProtocolVolatile = units * protocol,
            Invariant = fei * units,
        };
    }
}
