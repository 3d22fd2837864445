using Sim.Framework.Randomness;

namespace Sim.Models.Bridge.Paths;

/// <summary>A law of daily log returns, simulated for many paths side by side.</summary>
interface IReturnLaw
{
    /// <summary>What a path carries from day to day, such as its variance, on the first day; the same for all paths.</summary>
    double InitialState { get; }

    /// <summary>Draws the next log return of each path, and moves each path's state on.</summary>
    void Next(RandomStream random, Span<double> states, Span<double> returns);
}
