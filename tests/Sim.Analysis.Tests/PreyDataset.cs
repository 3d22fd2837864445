using Sim.Experiments;
using Sim.Framework;

namespace Sim.Analysis.Tests;

/// <summary>A small dataset of predators and prey, written once: 6 subsets of 20 runs of 100 timesteps.</summary>
public sealed class PreyDataset : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sim's notebooks [1]-");

    public PreyDataset()
    {
        Experiment.WriteAsync(_folder.FullName, WriteMode.Overwrite).GetAwaiter().GetResult();
        Dataset = Dataset.Open(_folder.FullName);
    }

    public static Experiment<Populations, Rates> Experiment { get; } = PredatorPreyExperiment.Create().Timesteps(100).Runs(20);

    public Dataset Dataset { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
