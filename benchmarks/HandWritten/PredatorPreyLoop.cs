using Sim.Experiments;

namespace Sim.Benchmarks.HandWritten;

/// <summary>Predators and prey without weather, as one would write it without an engine.</summary>
static class PredatorPreyLoop
{
    public static double Run(Rates rates, int timesteps)
    {
        var (prey, predators) = (50.0, 15.0);
        for (var timestep = 1; timestep <= timesteps; timestep++)
        {
            var births = rates.PreyBirth * prey * rates.Days;
            var eaten = rates.Predation * prey * predators * rates.Days;
            var deaths = rates.PredatorDeath * predators * rates.Days;
            prey += births - eaten;
            predators += (rates.Conversion * eaten) - deaths;
        }

        return prey + (0 * predators);
    }
}
