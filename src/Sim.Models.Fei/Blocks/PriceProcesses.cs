using System.Globalization;
using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Fei.FeiState, Sim.Models.Fei.FeiParameters>;

namespace Sim.Models.Fei.Blocks;

/// <summary>What comes from outside, each from a stream of its own. Source: model/parts/price_processes.py of the original.</summary>
static class PriceProcesses
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("outside prices, and the demand for FEI loans")
        .Update(state => state.Price.Fei, step => Price(nameof(FeiParameters.FeiPrice), step.Parameters.FeiPrice, step.State.Price.Fei, step))
        .Update(state => state.Price.Stable, step => Price(nameof(FeiParameters.StablePrice), step.Parameters.StablePrice, step.State.Price.Stable, step))
        .Update(state => state.Price.Volatile, step => Price(nameof(FeiParameters.VolatilePrice), step.Parameters.VolatilePrice, step.State.Price.Volatile, step))
        .Update(state => state.UtilizationProcess, step => step.Parameters.Utilization.Next(step.State.UtilizationProcess, step));

    static double Price(string name, Process process, double previous, Step step)
    {
        var price = process.Next(previous, step);
        return price > 0 ? price : throw new SimulationException(string.Create(
            CultureInfo.InvariantCulture, $"{name} falls to {price:G6}: a price must stay above zero. Give it a smaller drift or deviation, or Kind Geometric."));
    }
}
