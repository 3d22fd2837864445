using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.RegularExpressions;
using Sim.Experiments;
using Sim.Framework.Recording;

namespace Sim.Framework.Tests.Consistency;

/// <summary>What every shipped model keeps to: units, doc comments, names, defaults, and a README that names each parameter.</summary>
public sealed class ModelTests
{
    public static TheoryData<string> Experiments() => new(Catalog.Default.Names);

    static (Type State, Type Parameters) TypesOf(string experiment)
    {
        var types = Catalog.Default.Find(experiment).GetType().GetGenericArguments();
        return (types[0], types[1]);
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Variables_EachHasUnitDocCommentAndUniqueSnakeCaseName(string experiment)
    {
        var (state, parameters) = TypesOf(experiment);
        var recorded = StateSchema.OfState(state, experiment).Variables.Where(variable => variable.IsRecorded).ToList();
        var all = recorded.Concat(StateSchema.OfParameters(parameters).Variables).ToList();
        Assert.NotEmpty(recorded);
        Assert.All(all, variable => Assert.True(variable.Path.Members[^1].IsDefined(typeof(UnitAttribute)), $"{experiment}: {variable.Path} has no [Unit]."));
        Assert.All(all, variable => Assert.True(DocComments.Of(variable.Path.Members[^1]).Length > 10, $"{experiment}: {variable.Path} has no doc comment."));
        Assert.All(all, variable => Assert.Matches("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", variable.Column));
        Assert.Equal(recorded.Count, recorded.Select(variable => variable.Column).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Defaults_AreFiniteAndInsideTheirRange(string experiment)
    {
        var parameters = Activator.CreateInstance(TypesOf(experiment).Parameters)!;
        ParameterPoint.Check(parameters, new SweepPoints([]), experiment);
        var ranges = parameters.GetType().GetProperties().Count(property => property.GetCustomAttribute<RangeAttribute>() is not null);
        Assert.True(ranges > 0, $"{experiment}: no parameter has a [Range].");
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Blocks_EachIsDescribedAndOnItsModelsPage(string experiment)
    {
        var (state, _) = TypesOf(experiment);
        if (!state.Assembly.GetName().Name!.StartsWith("Sim.Models.", StringComparison.Ordinal))
            return;
        var page = File.ReadAllText(Repository.In("docs", "models", state.Assembly.GetName().Name!.Split('.')[^1].ToLowerInvariant() + ".md"));
        foreach (var block in Catalog.Default.Find(experiment).Describe().Blocks)
        {
            Assert.True(block.Description.Length > 0, $"{experiment}: block '{block.Name}' has no description.");
            Assert.Contains($"**{block.Name}", page, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Readme_NamesEachParameter(string experiment)
    {
        var (_, parameters) = TypesOf(experiment);
        var name = parameters.Assembly.GetName().Name!;
        var readme = File.ReadAllText(name.StartsWith("Sim.Models.", StringComparison.Ordinal) ? Repository.In("src", name, "README.md") : Repository.In("README.md"));
        Assert.All(
            StateSchema.OfParameters(parameters).Variables,
            variable => Assert.Matches($@"\b({Regex.Escape(variable.Path.Members[^1].Name)}|{Regex.Escape(variable.Column)})\b", readme));
    }
}
