using Sim.Framework;
using Sim.Models.Fei.Ecosystem;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>Risk, and what it does to the market.</summary>
readonly record struct MarketUse(PriceRisk Risk, MarketState Market);

/// <summary>The risk of the volatile asset, and what it does to the use of the money market and its rates. Source: model/parts/money_markets.py of the original.</summary>
static class MoneyMarket
{
    public static void Declare(SignalBlockBuilder<FeiState, FeiParameters, MarketUse> block) => block
        .Describe("risk of the volatile asset, utilization and rates of the money market")
        .Policy("use", Use)
        .Update(state => state.Risk, (_, use) => use.Risk)
        .Update(state => state.Market, (_, use) => use.Market);

    static MarketUse Use(Step step)
    {
        var risk = Risk(step);
        var deposits = step.State.Layout.SumOf(DepositKind.MoneyMarket, step.State.Balances.Span) + step.State.Protocol.FeiMoneyMarket;
        return new MarketUse(risk, JumpRate.Market(step.State.UtilizationProcess, risk.Metric, deposits, step.Parameters));
    }

    static PriceRisk Risk(Step step)
    {
        var (parameters, timestep) = (step.Parameters, step.Timestep);
        var meanSoFar = ((step.State.Risk.Mean * (timestep - 1)) + step.State.Price.Volatile) / timestep;
        var (slope, mean) = parameters.Fidelity.Keeps(Fidelity.LaggedTrend)
            ? timestep <= 2 ? (0, meanSoFar) : Fit(step, newest: 2, Math.Min(timestep, parameters.RiskWindow) - 1)
            : Fit(step, newest: 0, Math.Min(timestep + 1, parameters.RiskWindow));
        if (parameters.RecordedTrend is { } recorded)
            slope = recorded[timestep];
        return parameters.Fidelity.Keeps(Fidelity.RangeScaledRisk)
            ? PriceTrend.OnRangeSoFar(step.State.Risk, slope, meanSoFar)
            : new PriceRisk { Metric = PriceTrend.OnFixedScale(slope, mean, parameters.Days, parameters.RiskScale), Mean = meanSoFar };
    }

    /// <summary>Fits the last prices, of which the newest lies so many timesteps back; 0 is the current one.</summary>
    static (double Slope, double Mean) Fit(Step step, int newest, int points)
    {
        var prices = points <= Scratch.Limit ? stackalloc double[points] : new double[points];
        for (var point = 0; point < points; point++)
        {
            var back = newest + point;
            prices[point] = back == 0 ? step.State.Price.Volatile : step.History[back].Price.Volatile;
        }

        return PriceTrend.Fit(prices);
    }
}
