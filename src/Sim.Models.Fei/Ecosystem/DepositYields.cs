namespace Sim.Models.Fei.Ecosystem;

/// <summary>Annual yield rates of the protocol's deposits (1/year).</summary>
readonly record struct DepositRates(double Stable, double Volatile, double MoneyMarket);

/// <summary>Simple interest on the protocol's deposits, and where it goes.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/pcv_yield.py.</remarks>
static class DepositYields
{
    /// <summary>The deposits after a time (years), and what they and the protocol's part of the pool's fees (USD) yield together (USD; in parity a sum of unlike units).</summary>
    public static (ProtocolDeposits Deposits, double Yield) Accrue(ProtocolDeposits deposits, DepositRates rates, double years, Prices prices, double poolFees, Fidelity fidelity)
    {
        var stable = deposits.StableYieldBearing.Balance * rates.Stable * years;
        var units = deposits.VolatileYieldBearing.Balance * rates.Volatile * years;
        var fei = deposits.FeiMoneyMarket * rates.MoneyMarket * years;
        var after = deposits with
        {
            StableYieldBearing = Accrued(deposits.StableYieldBearing, stable),
            VolatileYieldBearing = Accrued(deposits.VolatileYieldBearing, units),
            FeiMoneyMarketYield = deposits.FeiMoneyMarketYield + fei,
        };
        return (after, fidelity.Keeps(Fidelity.MixedUnits)
            ? stable + units + fei + poolFees
            : (stable * prices.Stable) + (units * prices.Volatile) + (fei * prices.Fei) + poolFees);
    }

    /// <summary>Accrued yield goes to the idle deposits of the same asset.</summary>
    public static ProtocolDeposits Withdraw(ProtocolDeposits deposits, Prices prices) => deposits with
    {
        StableIdle = deposits.StableIdle.Add(deposits.StableYieldBearing.YieldAccrued, prices.Stable),
        StableYieldBearing = deposits.StableYieldBearing with { YieldAccrued = 0 },
        VolatileIdle = deposits.VolatileIdle.Add(deposits.VolatileYieldBearing.YieldAccrued, prices.Volatile),
        VolatileYieldBearing = deposits.VolatileYieldBearing with { YieldAccrued = 0 },
    };

    /// <summary>Accrued yield goes to the deposits that it came from.</summary>
    public static ProtocolDeposits Reinvest(ProtocolDeposits deposits, Prices prices) => deposits with
    {
        StableYieldBearing = deposits.StableYieldBearing.Compound(prices.Stable),
        VolatileYieldBearing = deposits.VolatileYieldBearing.Compound(prices.Volatile),
    };

    static PcvDeposit Accrued(PcvDeposit deposit, double amount) => deposit with { YieldAccrued = deposit.YieldAccrued + amount };
}
