using System.Runtime.CompilerServices;
using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Benchmarks.Models.Epidemic, Sim.Benchmarks.Models.SirParameters>;

namespace Sim.Benchmarks.Models;

/// <summary>The state of the SIR model of Kermack and McKendrick, 1927.</summary>
public record struct Epidemic
{
    /// <summary>Share of people who can be infected.</summary>
    public double Susceptible { get; set; }

    /// <summary>Share of people who are infected.</summary>
    public double Infected { get; set; }

    /// <summary>Share of people who have recovered.</summary>
    public double Recovered { get; set; }
}

/// <summary>Its parameters.</summary>
public sealed record SirParameters
{
    /// <summary>Contacts that infect, per day.</summary>
    public double Transmission { get; init; } = 0.3;

    /// <summary>Recoveries per day.</summary>
    public double Recovery { get; init; } = 0.1;

    /// <summary>Days in a timestep.</summary>
    public double Days { get; init; } = 0.001;
}

/// <summary>Two blocks, each with a policy and two updates.</summary>
public static class Sir
{
    public static Model<Epidemic, SirParameters> Create() => Model.Define<Epidemic, SirParameters>("sir")
        .StartFrom(_ => new Epidemic { Susceptible = 0.99, Infected = 0.01 })
        .Block<double>("infection", block => block
            .Policy("contacts", Contacts)
            .Update(state => state.Susceptible, (step, infections) => step.State.Susceptible - infections)
            .Update(state => state.Infected, (step, infections) => step.State.Infected + infections))
        .Block<double>("recovery", block => block
            .Policy("recoveries", Recoveries)
            .Update(state => state.Infected, (step, recoveries) => step.State.Infected - recoveries)
            .Update(state => state.Recovered, (step, recoveries) => step.State.Recovered + recoveries))
        .Build();

    public static double ByHand(int timesteps)
    {
        var parameters = new SirParameters();
        var (susceptible, infected, recovered) = (0.99, 0.01, 0.0);
        for (var timestep = 1; timestep <= timesteps; timestep++)
        {
            var infections = parameters.Transmission * susceptible * infected * parameters.Days;
            susceptible -= infections;
            infected += infections;
            var recoveries = parameters.Recovery * infected * parameters.Days;
            infected -= recoveries;
            recovered += recoveries;
        }

        return infected + (0 * (susceptible + recovered));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Contacts(Step step) =>
        step.Parameters.Transmission * step.State.Susceptible * step.State.Infected * step.Parameters.Days;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Recoveries(Step step) => step.Parameters.Recovery * step.State.Infected * step.Parameters.Days;
}
