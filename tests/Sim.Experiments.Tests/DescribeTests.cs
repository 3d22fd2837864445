using Sim.Framework;
using Sim.Tests.Shared;

namespace Sim.Experiments.Tests;

public sealed class DescribeTests
{
    [Theory]
    [InlineData(140, "describe-predator-prey.txt")]
    [InlineData(80, "describe-predator-prey-narrow.txt")]
    public void Describe_PrintsParametersStateAndBlocks(int width, string golden)
    {
        using var session = new Session { Width = width };
        var output = session.Succeed("describe", "predator-prey");
        Golden.CompareText(golden, output);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= Math.Max(width, 100), line));
    }

    [Fact]
    public void Describe_ListsVariantsAndNestedParameters()
    {
        using var session = new Session { Catalog = Samples.Catalog(() => Samples.Create().BaseVariant("one").Variant("two", Experiment())) };
        var output = session.Succeed("describe", "sample");
        Assert.Contains("Simulations: 0 one, 1 two", output, StringComparison.Ordinal);
        Assert.Matches(@"growth +0.1 +m +number, 0 to 10 +What is added in a timestep.", output);
        Assert.Matches(@"market_kink +0.8 +ratio +number +The kink.", output);
        Assert.Matches(@"start +\[1, 2\] +m +list of numbers", output);
        Assert.Matches(@"mood +Calm +Calm or Restless", output);

        static Model<Sample, SampleParameters> Experiment() => Model.Define<Sample, SampleParameters>("two")
            .Block("grow", block => block.Update(state => state.Number, step => step.State.Number)).Build();
    }

    [Fact]
    public void Describe_Diagram_PrintsMermaidAlone()
    {
        using var session = new Session();
        Golden.CompareText("describe-predator-prey.mmd", session.Succeed("describe", "predator-prey", "--diagram"));
    }

    [Fact]
    public void Describe_MainJob_ShowsNoNamesOfTheCompiler()
    {
        using var session = new Session();
        Assert.DoesNotContain("`", session.Succeed("describe", "fei-capital-allocation"), StringComparison.Ordinal);
    }
}
