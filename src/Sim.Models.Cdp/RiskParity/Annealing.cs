using Sim.Framework;
using Sim.Framework.Randomness;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>The original's search for parity: simulated annealing of the pairwise loss, kept as a demonstration.</summary>
/// <remarks>
/// Every iteration multiplies each debt by 1 + step g, g normal, scales the debts to their sum, and accepts by Metropolis' rule at a temperature that cools
/// geometrically. It finds two positions in some ten thousand iterations and fails from about ten on, because the loss is flat where one probability
/// is near 1: use <see cref="NormalParity"/>. Mended: the best debts are kept, convergence is reported, factors below nothing are drawn
/// again, and draws come from the stream that is given. One instance is one chain; it is not thread-safe.
/// Source: L. Livnev, cdp-balance, 2018.
/// </remarks>
public sealed class Annealing
{
    readonly AnnealingProblem _problem;
    readonly double[] _current;
    readonly double[] _best;
    readonly double[] _work;
    AnnealingProgress _progress;

    /// <summary>A chain that starts with the same debt for every position.</summary>
    /// <exception cref="SimulationException">A position, the debt or the schedule is no sensible number.</exception>
    public Annealing(IReadOnlyList<Position> positions, double debt, AnnealingSchedule? schedule = null)
    {
        _problem = new AnnealingProblem(positions, debt, schedule ?? new AnnealingSchedule());
        (_current, _best, _work) = (new double[positions.Count], new double[positions.Count], new double[2 * positions.Count]);
        _progress = _problem.Start(_current, _work);
        _current.CopyTo(_best, 0);
    }

    /// <summary>How far it is.</summary>
    public AnnealingProgress Progress => _progress;

    /// <summary>The debts with the least loss seen (Dai).</summary>
    public IReadOnlyList<double> BestTabs => _best;

    /// <summary>Whether the loss fell below the tolerance.</summary>
    public bool HasConverged => _problem.HasConverged(_progress);

    /// <summary>Goes on until the loss is below the tolerance, or this many iterations are done in all.</summary>
    public void Run(RandomStream random, int iterations) => _problem.Run(ref _progress, random, iterations, _current, _best, _work);
}
