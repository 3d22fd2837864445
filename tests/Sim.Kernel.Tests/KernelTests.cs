namespace Sim.Kernel.Tests;

/// <summary>Cells under a real Jupyter client, one kernel for all of them.</summary>
public sealed class KernelTests(Jupyter jupyter) : IClassFixture<Jupyter>
{
    [Fact]
    public void Execute_TwoCells_ShareVariablesTypesAndMethods()
    {
        Assert.Equal("ok", jupyter.Execute("var kept = 20; record Pair(int Left, int Right); int Twice(int x) => 2 * x;").Status);
        Assert.Equal("42", jupyter.Execute("new Pair(kept, 1).Left * 2 + Twice(1)").Text);
    }

    [Fact]
    public void Execute_SecondDefinitionOfAVariable_Replaces()
    {
        jupyter.Execute("var redefined = 1;");
        jupyter.Execute("var redefined = \"two\";");
        Assert.Equal("two", jupyter.Execute("redefined").Text);
    }

    [Fact]
    public void Execute_Records_AreATable()
    {
        var cell = jupyter.Execute("record Point(int X, double Y);\nnew[] { new Point(1, 0.5), new Point(20, 1.25) }");
        Assert.Contains("<th>X</th><th>Y</th>", cell.Result("text/html"));
        Assert.Contains("<td>20</td><td>1.25</td>", cell.Result("text/html"));
        Assert.Equal(" X     Y\n 1   0.5\n20  1.25", cell.Text);
    }

    [Fact]
    public void Execute_DataFrame_IsATableOfItsFirstRows()
    {
        var cell = jupyter.Execute("new DataFrame(new Int32DataFrameColumn(\"step\", Enumerable.Range(1, 1_060)), new DoubleDataFrameColumn(\"half\", Enumerable.Range(1, 1_060).Select(step => step == 2 ? null : (double?)(step / 2.0))))");
        Assert.Contains("<th>step</th><th>half</th>", cell.Result("text/html"));
        Assert.Contains("<td>50</td><td>25</td></tr></tbody></table><p>… and 1,010 more rows</p>", cell.Result("text/html"));
        Assert.StartsWith("step  half\n   1   0.5\n   2\n   3   1.5", cell.Text);
    }

    [Fact]
    public void Execute_HtmlSvgAndVegaLite_KeepTheirTypes()
    {
        Assert.Equal("<b>fat</b>", jupyter.Execute("new Html(\"<b>fat</b>\")").Result("text/html"));
        Assert.Equal("<svg/>", jupyter.Execute("new Svg(\"<svg/>\")").Result("image/svg+xml"));
        var chart = jupyter.Execute("class Spec : IMimeBundle { public IReadOnlyDictionary<string, string> ToMimeBundle() => new Dictionary<string, string> { [\"application/vnd.vegalite.v6+json\"] = \"{\\\"mark\\\":\\\"bar\\\"}\" }; }\nnew Spec()");
        Assert.Contains("\"mark\": \"bar\"", chart.Result("application/vnd.vegalite.v6+json"));
    }

    [Fact]
    public void Execute_SemicolonAfterTheLastExpression_ShowsNothing() => Assert.Equal("", jupyter.Execute("1 + 1;").Text);

    [Fact]
    public void Display_Twice_ShowsBothAtOnce() => Assert.Equal(["1", "two"], jupyter.Execute("display(1); display(\"two\");").Displays);

    [Fact]
    public void Execute_TwentyThousandLines_ComeInFewMessages()
    {
        var cell = jupyter.Execute("for (var i = 0; i < 20_000; i++) Console.WriteLine(i);");
        Assert.Equal(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i}\n")), cell.Stdout);
        Assert.InRange(cell.StreamMessages, 1, 200);
    }

    [Fact]
    public void Execute_CompileError_NamesCellLineAndColumn()
    {
        var cell = jupyter.Execute("var fine = 1;\nint wrong = \"text\";");
        Assert.Equal("error", cell.Status);
        Assert.Matches(@"cell \d+, line 2, column 13: CS0029", cell.Traceback);
        Assert.Contains("\n                ^^^^^^", cell.Traceback);
    }

    [Fact]
    public void Execute_Exception_NamesTheLineInEachCell()
    {
        jupyter.Execute("int Fail(int x)\n{\n    if (x > 2)\n        throw new InvalidOperationException(\"too many\");\n    return x;\n}");
        var cell = jupyter.Execute("var before = 7;\n\nFail(3)");
        Assert.Matches(@"InvalidOperationException: too many\n   at Fail in cell \d+, line 4\n   at cell \d+, line 3", cell.Traceback);
        Assert.DoesNotContain("Submission#", cell.Traceback);
        Assert.Equal("7", jupyter.Execute("before").Text);
    }

    [Fact]
    public void Execute_MistakeInAnExperiment_IsItsSentence()
    {
        var cell = jupyter.Execute("throw new SimulationException(\"Subset 3 is empty.\");");
        Assert.Equal("Subset 3 is empty.", cell.Traceback);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("Thread.Sleep(60_000);")]
    [InlineData("await Task.Delay(60_000);")]
    [InlineData("try { while (true) { } } catch { } while (true) { }")]
    [InlineData("await Experiment.Of(Model.Define<Counter, Speed>(\"endless\").StartFrom(_ => new Counter()).Block(\"count\", block => block.Update(state => state.N, step => step.State.N + 1)).Build()).Parameters(new Speed()).Timesteps(1_000_000_000).Runs(1_000_000).WriteAsync(\"endless\", WriteMode.Overwrite)")]
    [InlineData("Experiment.Of(Model.Define<Counter, Speed>(\"endless\").StartFrom(_ => new Counter()).Block(\"count\", block => block.Update(state => state.N, step => step.State.N + 1)).Build()).Parameters(new Speed()).Timesteps(1_000_000).Runs(1_000_000).Run()")]
    public void Interrupt_WhateverTheCellDoes_EndsItAndKeepsTheState(string endless)
    {
        jupyter.Execute("/// <summary>Counts.</summary>\nrecord struct Counter { public double N { get; set; } }\nrecord Speed;");
        var cell = jupyter.Execute($"var set = \"kept\"; Console.WriteLine(set); {endless}", interruptAfter: 0.5);
        Assert.Contains("was stopped", cell.Traceback);
        Assert.InRange(cell.Seconds, 0.5, 20);
        // The first answer after an interrupt may be lost on its way; the state is what counts.
        Assert.Contains("kept", Enumerable.Range(0, 5).Select(_ => jupyter.Execute("set").Text));
    }

    [Fact]
    public void Interrupt_WhileChartsAreDrawn_LeavesNoPictureToTheNextChart()
    {
        const string chart = "Chart.Lines([(\"a\", 0, 1), (\"a\", 1, 2)], \"x\", \"y\").Titled";
        if (jupyter.Execute($"{chart}(\"first\")").Result("image/svg+xml").Length == 0)
            Assert.Skip("The npm packages of the notebooks are not installed: run notebooks/setup.");
        for (var time = 0; time < 5; time++)
        {
            jupyter.Execute($"Console.WriteLine(1); while (true) {chart}(\"endless\").ToSvg();", interruptAfter: 0.1 + (0.01 * time));
            Assert.Contains("next", jupyter.Execute($"{chart}(\"next\")").Result("image/svg+xml"));
        }
    }

    [Fact]
    public void Execute_Await_AtTheTopLevel() => Assert.Equal("3", jupyter.Execute("await Task.Delay(1);\nawait Task.FromResult(3)").Text);

    [Fact]
    public void Execute_Exit_IsRefused()
    {
        jupyter.Execute("var alive = true;");
        Assert.Contains("would end the process", jupyter.Execute("Environment.Exit(0);").Traceback);
        Assert.Equal("true", jupyter.Execute("alive").Text);
    }

    [Fact]
    public void Execute_InputIsAskedFor_IsAtItsEnd() => Assert.Equal("null", jupyter.Execute("Console.ReadLine() ?? \"null\"").Text);

    [Fact]
    public void Complete_Members_OfAVariableAndOfTheFramework()
    {
        jupyter.Execute("var words = new List<string>();");
        Assert.Contains("AddRange", jupyter.Complete("words.Add"));
        Assert.Contains("LatinHypercube", jupyter.Complete("Sweep.Latin"));
        Assert.Contains("FeiProtocol", jupyter.Complete("Fei"));
        Assert.Contains("words", jupyter.Complete("wor"));
    }

    [Fact]
    public void Inspect_Method_ShowsSignatureAndSummary()
    {
        var text = jupyter.Inspect("Experiment.Of");
        Assert.Contains("Experiment.Of<TState, TParameters>", text);
        Assert.Contains("experiment", text);
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("for (var i = 0; i < 3; i++)\n{", "incomplete")]
    [InlineData("var 3 = ;", "invalid")]
    public void IsComplete_Code_AsAConsoleNeeds(string code, string status) => Assert.Equal(status, jupyter.IsComplete(code));

    [Fact]
    public void Reference_ToADll_GivesItsTypes()
    {
        var library = typeof(Xunit.Assert).Assembly.Location;
        Assert.Equal("Assert", jupyter.Execute($"#r \"{library}\"\ntypeof(Xunit.Assert).Name").Text);
        Assert.Contains("CS0006", jupyter.Execute("#r \"nowhere.dll\"").Traceback);
    }

    [Fact]
    public void Execute_SweepOfAModelOfTheCell_RunsAndNamesItsFunctions()
    {
        var cell = jupyter.Execute("""
            /// <summary>A population that grows.</summary>
            public record struct Herd
            {
                /// <summary>Animals alive.</summary>
                [Unit("animals")]
                public double Animals { get; set; }
            }

            /// <summary>How it grows.</summary>
            public sealed record Growth
            {
                /// <summary>Births for each animal and year.</summary>
                [Unit("1/year"), Range(0, 1)]
                public double Rate { get; init; }
            }

            var herd = Model.Define<Herd, Growth>("herd")
                .StartFrom(parameters => new Herd { Animals = 100 })
                .Block("births", block => block.Update(state => state.Animals, step => step.State.Animals * (1 + step.Parameters.Rate)))
                .Build();
            var results = Experiment.Of(herd).Parameters(new Growth { Rate = 0.1 }).Timesteps(2).Runs(2)
                .Metric("animals", run => run.Final(state => state.Animals))
                .Run();
            results.Outcome.Subsets[0].Metrics[0].Mean
            """);
        Assert.Equal("", cell.Traceback);
        Assert.StartsWith("121", cell.Text);
    }
}
