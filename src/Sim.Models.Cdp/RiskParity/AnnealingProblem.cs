using Sim.Framework;
using Sim.Framework.Randomness;
using Sim.Models.Cdp.Probability;

namespace Sim.Models.Cdp.RiskParity;

/// <summary>The iterations of <see cref="Annealing"/>, on memory that the caller keeps; it changes nothing of its own and serves many threads.</summary>
sealed class AnnealingProblem
{
    readonly IReadOnlyList<Position> _positions;
    readonly AnnealingSchedule _schedule;
    readonly double _debt;

    public AnnealingProblem(IReadOnlyList<Position> positions, double debt, AnnealingSchedule schedule)
    {
        Problem.Check(positions, debt, null);
        if (!(debt > 0))
            throw new SimulationException(FormattableString.Invariant($"The debt is {debt}: annealing multiplies debts, so it must be above 0."));
        schedule.Check();
        (_positions, _debt, _schedule) = (positions, debt, schedule);
    }

    /// <summary>The same debt for every position.</summary>
    /// <param name="current">Receives the debts.</param>
    /// <param name="work">Two numbers a position, overwritten.</param>
    public AnnealingProgress Start(Span<double> current, Span<double> work)
    {
        current.Fill(_debt / current.Length);
        var loss = LossOf(current, work[..current.Length]);
        return new AnnealingProgress { Temperature = _schedule.StartTemperature, Loss = loss, BestLoss = loss };
    }

    public bool HasConverged(in AnnealingProgress progress) => progress.BestLoss < _schedule.Tolerance;

    public void Run(ref AnnealingProgress progress, RandomStream random, int iterations, Span<double> current, Span<double> best, Span<double> work)
    {
        while (!HasConverged(progress) && progress.Iterations < iterations)
            Step(ref progress, random, current, best, work);
    }

    void Step(ref AnnealingProgress progress, RandomStream random, Span<double> current, Span<double> best, Span<double> work)
    {
        var candidate = work[..current.Length];
        Propose(random, current, candidate);
        var loss = LossOf(candidate, work[current.Length..]);
        var isAccepted = loss < progress.Loss || random.Uniform(0, 1) < Math.Exp((progress.Loss - loss) / progress.Temperature);
        var isBest = isAccepted && loss < progress.BestLoss;
        if (isAccepted)
            candidate.CopyTo(current);
        if (isBest)
            candidate.CopyTo(best);
        progress = new AnnealingProgress
        {
            Iterations = progress.Iterations + 1,
            Temperature = progress.Temperature * _schedule.Cooling,
            Loss = isAccepted ? loss : progress.Loss,
            BestLoss = isBest ? loss : progress.BestLoss,
        };
    }

    /// <summary>Every debt times 1 + step g, scaled to the sum; factors below nothing are drawn again.</summary>
    void Propose(RandomStream random, ReadOnlySpan<double> current, Span<double> candidate)
    {
        var sum = 0.0;
        for (var place = 0; place < candidate.Length; place++)
        {
            double factor;
            do
                factor = 1 + (_schedule.Step * random.Normal());
            while (factor <= 0);
            sum += candidate[place] = current[place] * factor;
        }

        for (var place = 0; place < candidate.Length; place++)
            candidate[place] *= _debt / sum;
    }

    double LossOf(ReadOnlySpan<double> tabs, Span<double> probabilities)
    {
        for (var place = 0; place < tabs.Length; place++)
        {
            var position = _positions[place];
            probabilities[place] = NormalLaw.Cumulative(((tabs[place] / position.Capacity) - 1) / position.Sigma);
        }

        return PairwiseLoss.Of(probabilities);
    }
}
