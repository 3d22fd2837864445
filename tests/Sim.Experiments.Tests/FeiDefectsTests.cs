using System.Globalization;
using System.Text;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Sim.Experiments.Fei;
using Sim.Framework;
using Sim.Models.Fei;

namespace Sim.Experiments.Tests;

/// <summary>The tables of docs/models/fei.md that show what each defect changes are those of the experiment. SIM_REWRITE_GOLDEN=1 writes them.</summary>
public sealed class FeiDefectsTests
{
    const string Begin = "<!-- produced by the experiment fei-defects -->\n", End = "<!-- end -->";

    /// <summary>Changes below this part of the corrected figure are left out.</summary>
    const double Noticeable = 1e-4;

    [Fact]
    public void Page_DefectTables_AreThoseOfTheExperiment()
    {
        var path = Path.Combine(Root(), "docs", "models", "fei.md");
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        var tables = Tables();
        if (Environment.GetEnvironmentVariable("SIM_REWRITE_GOLDEN") == "1")
            File.WriteAllText(path, page[..begin] + tables + page[end..]);
        else
            Assert.Equal(page[begin..end], tables);
    }

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Simulations.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    static string Tables()
    {
        var results = FeiDefects.Create().Record(Framework.Record.MetricsOnly).Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(results.Outcome.Failures);
        var fidelities = Enum.GetValues<Fidelity>();
        var text = new StringBuilder();
        for (var subset = 1; subset < fidelities.Length; subset++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**`{fidelities[subset]}`**");
            var rows = Enumerable.Range(0, results.MetricNames.Count).Select(metric => Row(results, subset, metric)).OfType<string>().ToList();
            text.Append(rows.Count == 0 ? ": none of these figures changes noticeably.\n" : "\n\n| | corrected | with it | change |\n|---|---|---|---|\n" + string.Concat(rows));
        }

        return text.Append('\n').ToString();
    }

    /// <summary>A figure without and with the defect, and their difference run by run, with its 95 % interval.</summary>
    static string? Row(Results<FeiState, FeiParameters> results, int subset, int metric)
    {
        double[] Of(int wanted) => [.. results.Runs.Where(run => run.Id.Subset == wanted).OrderBy(run => run.Id.Run).Select(run => run.Metrics[metric]!.Value)];
        var (corrected, kept) = (Of(0), Of(subset));
        var changes = kept.Zip(corrected, (with, without) => with - without).ToArray();
        if (Math.Abs(changes.Mean()) <= Noticeable * Math.Abs(corrected.Mean()))
            return null;
        var half = StudentT.InvCDF(0, 1, changes.Length - 1, 0.975) * changes.StandardDeviation() / Math.Sqrt(changes.Length);
        return string.Create(CultureInfo.InvariantCulture, $"| {results.MetricNames[metric]} | {Number(corrected.Mean())} | {Number(kept.Mean())} | {Number(changes.Mean())} ± {Number(half)} |\n");
    }

    /// <summary>Four digits: runs on other processors agree in them.</summary>
    static string Number(double value)
    {
        if (value == 0)
            return "0";
        var digits = Math.Max(0, 3 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return digits > 0 ? Math.Round(value, Math.Min(15, digits)).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture) : value.ToString("N0", CultureInfo.InvariantCulture);
    }
}
