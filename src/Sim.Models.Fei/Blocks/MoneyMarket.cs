using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>The risk of the volatile asset, and what it does to the use of the money market. Source: model/parts/money_markets.py of the original.</summary>
static class MoneyMarket
{
    // A slope that is smaller, relative to the price, is the rounding of a flat price.
    const double FlatPrice = 1e-12;

    // Full risk halves the use of the market.
    const double RiskAversion = 0.5;

    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("risk of the volatile asset, utilization and rates of the money market")
        .Apply(
            state => new { state.RiskMetric, state.PriceMean, state.RiskMin, state.RiskMax, state.Utilization, state.BorrowRate },
            Use);

    static void Use(Step step, ref FeiState next)
    {
        var parameters = step.Parameters;
        if (parameters.Fidelity == Fidelity.Parity)
            SetParityRisk(step, ref next);
        else
            next.RiskMetric = Risk(step);
        next.Utilization = step.State.UtilizationProcess * (1 - (RiskAversion * next.RiskMetric));
        var borrowRate = parameters.BaseRate
            + (parameters.Multiplier * Math.Min(next.Utilization, parameters.Kink))
            + (parameters.JumpMultiplier * Math.Max(0, next.Utilization - parameters.Kink));
        // The original takes the length of the timestep into an annual rate.
        next.BorrowRate = parameters.Fidelity == Fidelity.Parity ? borrowRate * parameters.Days : borrowRate;
    }

    /// <summary>The fall of the price per day, relative to its mean, over the last prices, the current one included, on a fixed scale.</summary>
    static double Risk(Step step)
    {
        var points = Math.Min(step.Parameters.RiskWindow, step.Timestep + 1);
        var (slope, mean) = Fit(step, newest: 0, points);
        var raw = -slope / mean / step.Parameters.Days;
        return Math.Abs(raw) < FlatPrice ? 0 : Math.Clamp(raw / step.Parameters.RiskScale, 0, 1);
    }

    /// <summary>The original's: a slope that leaves out the two newest prices, over the running mean, scaled by the range seen so far.</summary>
    static void SetParityRisk(Step step, ref FeiState next)
    {
        var timestep = step.Timestep;
        next.PriceMean = ((step.State.PriceMean * (timestep - 1)) + step.State.VolatilePrice) / timestep;
        var points = Math.Min(timestep, step.Parameters.RiskWindow) - 1;
        var slope = timestep <= 2 || points < 2 ? 0 : Fit(step, newest: 2, points).Slope;
        var raw = -slope / next.PriceMean;
        next.RiskMin = Math.Min(step.State.RiskMin, raw);
        next.RiskMax = Math.Max(step.State.RiskMax, raw);
        next.RiskMetric = next.RiskMax > next.RiskMin ? (raw - next.RiskMin) / (next.RiskMax - next.RiskMin) : raw;
    }

    /// <summary>Least squares of prices over timesteps, centred so that a flat price has slope 0 but for rounding.</summary>
    /// <param name="step">Where to look back from.</param>
    /// <param name="newest">How many timesteps back the newest price lies; 0 is the current one.</param>
    /// <param name="points">How many prices.</param>
    static (double Slope, double Mean) Fit(Step step, int newest, int points)
    {
        var prices = points <= Scratch.Limit ? stackalloc double[points] : new double[points];
        var mean = 0.0;
        for (var point = 0; point < points; point++)
            mean += prices[point] = PriceAt(step, newest + point);
        mean /= points;
        var (products, squares, middle) = (0.0, 0.0, (points - 1) / 2.0);
        for (var point = 0; point < points; point++)
        {
            products += (middle - point) * (prices[point] - mean);
            squares += (middle - point) * (middle - point);
        }

        return (squares > 0 ? products / squares : 0, mean);
    }

    static double PriceAt(Step step, int timestepsBack) =>
        timestepsBack == 0 ? step.State.VolatilePrice : step.History[timestepsBack].VolatilePrice;
}
