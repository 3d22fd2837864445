using Sim.Experiments;
using Sim.Framework.Agents;
using Sim.Framework.Tests.Recording;

namespace Sim.Framework.Tests.Readme;

/// <summary>The README's examples, run.</summary>
public sealed class ReadmeExamples
{
    [Fact]
    public void Sweeps_OfTheReadme_HaveTheirSubsets()
    {
        var experiment = Experiment.Of(PredatorPrey.Create()).Timesteps(1);
        // <readme-sweeps>
        var grid = experiment.Sweep(sweep => sweep                       // 3 × 2 subsets
            .Grid(rates => rates.PreyBirth, 0.8, 1.0, 1.2)
            .Grid(rates => rates.PredatorDeath, 0.4, 0.5));
        var pairs = experiment.Sweep(sweep => sweep.Zip(zip => zip       // 2 subsets; unequal lists are an error, ZipRepeatLast repeats
            .Set(rates => rates.PreyBirth, 0.8, 1.2)
            .Set(rates => rates.PredatorDeath, 0.4, 0.5)));
        var sampled = experiment.Sweep(sweep => sweep.Sobol(64, ranges => ranges    // 64 subsets; LatinHypercube likewise
            .Range(rates => rates.PreyBirth, 0.5, 1.5)
            .LogRange(rates => rates.Predation, 0.01, 0.1)));
        // </readme-sweeps>
        Assert.Equal([6, 2, 64], new[] { grid, pairs, sampled }.Select(made => made.Describe().Subsets));
    }

    [Fact]
    public async Task Reading_OfTheReadme_GivesTheRows()
    {
        using var folder = new TempFolder();
        var directory = folder.In("predator-prey");
        await PredatorPreyExperiment.Create().Runs(2).WriteAsync(directory, cancellationToken: TestContext.Current.CancellationToken);
        // <readme-read>
        var dataset = Dataset.Open(directory);
        var meanPrey = dataset.Rows<PreyRow>()                           // only the columns that PreyRow names are read
            .Where(row => row.Timestep > 500)
            .GroupBy(row => row.PreyBirth)
            .ToDictionary(subset => subset.Key, subset => subset.Average(row => row.Prey));
        double[] prey = dataset.Column<double>("prey");
        // </readme-read>
        Assert.Equal(3, meanPrey.Count);
        Assert.Equal(6 * 2 * 1_001, prey.Length);
    }

    [Fact]
    public void Stepping_OfTheReadme_FollowsTheBatch()
    {
        // <readme-step>
        var stepper = PredatorPrey.Create().Simulate(new Rates(), seed: 42);
        var firstTen = stepper.Take(10).ToList();                        // the initial state and nine timesteps
        stepper.State = stepper.State with { Predators = 0 };            // what if they all left now?
        stepper.Parameters = stepper.Parameters with { PreyBirth = 1.1 };
        var after = stepper.Advance();

        var replay = PredatorPreyExperiment.Create().Replay(subset: 3, run: 7);
        foreach (var substep in replay.Timesteps[1].Substeps)
            Assert.NotNull(substep.Signal);                              // block, state after it, and the aggregated signal
        // </readme-step>
        Assert.Equal(10, firstTen.Count);
        Assert.Equal(0, after.Predators);
        Assert.Null(replay.Failure);
    }

    [Fact]
    public void Agents_OfTheReadme_MoveAndMultiply()
    {
        // <readme-agents>
        var model = Model.Define<Flock, FlockParameters>("flock")
            .StartFrom(_ => new Flock { Birds = Population<Bird>.Create(100, id => new Bird(Height: id, Energy: 1)) })
            .Block("fly", block => block.Update(state => state.Birds, (step, next) =>
            {
                for (var bird = 0; bird < next.Count; bird++)
                {
                    next[bird].Height += step.Random.Normal();
                    next[bird].Energy += step.Parameters.Food - 0.02;
                    if (next[bird].Energy < 0)
                        next.Remove(bird);
                }

                next.Add(new Bird(Height: 50, Energy: 1));
            }))
            .Build();
        // </readme-agents>
        var flock = model.Simulate(seed: 1).Take(101).Last();
        Assert.Equal(-1, flock.Birds.IndexOf(0));
        Assert.Equal(199, flock.Birds.Ids[^1]);
    }

    // <readme-row>
    sealed record PreyRow(double PreyBirth, int Run, int Timestep, double Prey);
    // </readme-row>

    record struct Bird(double Height, double Energy);

    record struct Flock
    {
        public Population<Bird> Birds { get; set; }
    }

    sealed record FlockParameters
    {
        public double Food { get; init; } = 0.005;
    }
}
