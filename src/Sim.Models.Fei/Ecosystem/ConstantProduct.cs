namespace Sim.Models.Fei.Ecosystem;

/// <summary>Swaps and liquidity of a pool whose two reserves keep their product, for sizing trades against it.</summary>
/// <remarks>Reserves x and y are in units of their assets and not negative; the fee is a share of what comes in. The model
/// itself trades through <see cref="PoolArbitrage"/>. Source: Uniswap v2 white paper, 2020, section 2; CADLabs/fei-protocol-model
/// at 0818fbe, model/parts/uniswap.py.</remarks>
public static class ConstantProduct
{
    /// <summary>What comes out of y for an amount put into x; 0 from an empty pool.</summary>
    public static double SellExactInput(double amountIn, double reserveIn, double reserveOut, double fee)
    {
        var kept = amountIn * (1 - fee);
        return reserveIn <= 0 || reserveOut <= 0 ? 0 : kept * reserveOut / (reserveIn + kept);
    }

    /// <summary>What must be put into x for an amount out of y; infinite for all of y or more.</summary>
    public static double BuyExactOutput(double amountOut, double reserveIn, double reserveOut, double fee) =>
        amountOut >= reserveOut ? double.PositiveInfinity : reserveIn * amountOut / ((reserveOut - amountOut) * (1 - fee));

    /// <summary>What an addition of x at the pool's own ratio adds to y and to the pool's tokens.</summary>
    public static (double Other, double Tokens) AddLiquidity(double amount, double reserve, double otherReserve, double tokens)
    {
        var share = amount / reserve;
        return (share * otherReserve, share * tokens);
    }

    /// <summary>What burning tokens takes out of both reserves.</summary>
    public static (double Reserve, double Other) RemoveLiquidity(double burned, double reserve, double otherReserve, double tokens)
    {
        var share = burned / tokens;
        return (share * reserve, share * otherReserve);
    }
}
