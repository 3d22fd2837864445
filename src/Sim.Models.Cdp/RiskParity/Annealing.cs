using Sim.Framework;
using Sim.Framework.Randomness;
using Sim.Models.Cdp.Probability;

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
    readonly IReadOnlyList<Position> _positions;
    readonly AnnealingSchedule _schedule;
    readonly double _debt;
    readonly double[] _current;
    readonly double[] _candidate;
    readonly double[] _best;
    readonly double[] _probabilities;

    /// <summary>A chain that starts with the same debt for every position.</summary>
    /// <exception cref="SimulationException">A position, the debt or the schedule is no sensible number.</exception>
    public Annealing(IReadOnlyList<Position> positions, double debt, AnnealingSchedule? schedule = null)
    {
        Problem.Check(positions, debt, null);
        if (!(debt > 0))
            throw new SimulationException(FormattableString.Invariant($"The debt is {debt}: annealing multiplies debts, so it must be above 0."));
        (_positions, _debt, _schedule) = (positions, debt, schedule ?? new AnnealingSchedule());
        _schedule.Check();
        (_current, _candidate, _best, _probabilities) = (new double[positions.Count], new double[positions.Count], new double[positions.Count], new double[positions.Count]);
        Array.Fill(_current, debt / positions.Count);
        _current.CopyTo(_best, 0);
        (Temperature, Loss) = (_schedule.StartTemperature, LossOf(_current));
        BestLoss = Loss;
    }

    /// <summary>Iterations so far.</summary>
    public int Iterations { get; private set; }

    /// <summary>The temperature of the next iteration.</summary>
    public double Temperature { get; private set; }

    /// <summary>The loss of the present debts.</summary>
    public double Loss { get; private set; }

    /// <summary>The least loss seen.</summary>
    public double BestLoss { get; private set; }

    /// <summary>The debts with the least loss seen (Dai).</summary>
    public IReadOnlyList<double> BestTabs => _best;

    /// <summary>Whether the loss fell below the tolerance.</summary>
    public bool HasConverged => BestLoss < _schedule.Tolerance;

    /// <summary>Goes on until the loss is below the tolerance, or this many iterations are done in all.</summary>
    public void Run(RandomStream random, int iterations)
    {
        while (!HasConverged && Iterations < iterations)
            Step(random);
    }

    void Step(RandomStream random)
    {
        var sum = 0.0;
        for (var place = 0; place < _candidate.Length; place++)
        {
            double factor;
            do
                factor = 1 + (_schedule.Step * random.Normal());
            while (factor <= 0);
            sum += _candidate[place] = _current[place] * factor;
        }

        for (var place = 0; place < _candidate.Length; place++)
            _candidate[place] *= _debt / sum;
        var loss = LossOf(_candidate);
        if (loss < Loss || random.Uniform(0, 1) < Math.Exp((Loss - loss) / Temperature))
        {
            _candidate.CopyTo(_current, 0);
            Loss = loss;
            if (loss < BestLoss)
            {
                _candidate.CopyTo(_best, 0);
                BestLoss = loss;
            }
        }

        Temperature *= _schedule.Cooling;
        Iterations++;
    }

    double LossOf(double[] tabs)
    {
        for (var place = 0; place < tabs.Length; place++)
        {
            var position = _positions[place];
            _probabilities[place] = NormalLaw.Cumulative(((tabs[place] / position.Capacity) - 1) / position.Sigma);
        }

        return PairwiseLoss.Of(_probabilities);
    }
}
