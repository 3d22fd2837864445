using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What comes from outside: a Brownian motion with a plain annual drift, and a noise. Source: model/stochastic_processes.py of the original.</summary>
static class Processes
{
    const double DaysPerYear = 365;

    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("price of the volatile asset, and the use of the money market before risk")
        .Update(state => state.VolatilePrice, VolatilePrice)
        .Update(state => state.UtilizationProcess, UtilizationProcess);

    static double VolatilePrice(Step step)
    {
        var parameters = step.Parameters;
        return step.State.VolatilePrice
            + (parameters.VolatilePriceDrift * parameters.Days / DaysPerYear)
            + (parameters.VolatilePriceDeviation * Math.Sqrt(parameters.Days) * step.Random.Normal());
    }

    static double UtilizationProcess(Step step) =>
        Math.Clamp(step.Parameters.UtilizationMean + (step.Parameters.UtilizationDeviation * step.Random.Normal()), 0, 1);
}
