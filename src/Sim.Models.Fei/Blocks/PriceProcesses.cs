using Sim.Framework;

namespace Sim.Models.Fei.Blocks;

/// <summary>What comes from outside, each from a stream of its own. Source: model/parts/price_processes.py of the original.</summary>
static class PriceProcesses
{
    public static void Declare(BlockBuilder<FeiState, FeiParameters> block) => block
        .Describe("outside prices, and the demand for FEI loans")
        .Update(state => state.Price.Fei, step => step.Parameters.FeiPrice.Next(step.State.Price.Fei, step))
        .Update(state => state.Price.Stable, step => step.Parameters.StablePrice.Next(step.State.Price.Stable, step))
        .Update(state => state.Price.Volatile, step => step.Parameters.VolatilePrice.Next(step.State.Price.Volatile, step))
        .Update(state => state.UtilizationProcess, step => step.Parameters.Utilization.Next(step.State.UtilizationProcess, step));
}
