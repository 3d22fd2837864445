using Sim.Framework;
using Sim.Tests.Shared;

namespace Sim.Experiments.Tests;

public sealed class ListTests
{
    [Fact]
    public void List_PrintsNamesAndQuestions()
    {
        // Not the whole catalog: adding an experiment should not need another golden text.
        using var session = new Session { Catalog = new(("predator-prey", PredatorPreyExperiment.Create), ("sample", Samples.Create)), Width = 80 };
        Golden.CompareText("list.txt", session.Succeed("list"));
    }

    [Fact]
    public void List_Default_NamesEveryExperimentAsItIsCalled()
    {
        using var session = new Session();
        var output = session.Succeed("list");
        Assert.All(Catalog.Default.Names, name =>
        {
            Assert.Contains(name, output, StringComparison.Ordinal);
            Assert.Equal(name, Catalog.Default.Find(name).Name);
            Assert.NotEmpty(Catalog.Default.Find(name).Question);
        });
    }

    [Fact]
    public void List_ExperimentThatCannotBeBuilt_StandsInNobodysWay()
    {
        using var session = new Session { Catalog = new(("broken", () => throw new SimulationException("Block 'x' is empty.")), ("sample", Samples.Create)) };
        var output = session.Succeed("list");
        Assert.Contains("cannot be built: Block 'x' is empty.", output, StringComparison.Ordinal);
        Assert.Contains("Does every column survive?", output, StringComparison.Ordinal);
        Assert.Equal(new Said(ExitCode.BadUsage, "", "Block 'x' is empty.\n"), session.Run("describe", "broken"));
        session.Succeed("run", "sample");
    }
}
