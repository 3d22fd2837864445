namespace Sim.Kernel.Tests;

/// <summary>Kernels whose host dies, or which are restarted: each test has its own.</summary>
public sealed class LifeTests
{
    [Fact]
    public void Kill_HostDuringACell_IsAnErrorAndANewHost()
    {
        using var jupyter = new Jupyter();
        jupyter.Execute("var lost = 1;");
        var cell = jupyter.Execute("Console.WriteLine(1); while (true) { }", killHostAfter: 0.2);
        Assert.Contains("The C# process has ended: signal SIGKILL. All variables are gone; run the cells again from the top.", cell.Traceback);
        var next = jupyter.Execute("1 + 1");
        Assert.Equal("2", next.Text);
        Assert.Contains("variables and types of earlier cells are gone", next.Stderr);
        Assert.Contains("CS0103", jupyter.Execute("lost").Traceback);
    }

    [Fact]
    public void Execute_StackOverflow_SaysWhy()
    {
        using var jupyter = new Jupyter();
        var cell = jupyter.Execute("int Deep(int x) => Deep(x + 1) + 1;\nDeep(0)");
        Assert.Contains("called itself without end", cell.Traceback);
    }

    [Fact]
    public void Restart_Kernel_StartsEmpty()
    {
        using var jupyter = new Jupyter();
        jupyter.Execute("var gone = 1;");
        jupyter.Restart();
        Assert.Contains("CS0103", jupyter.Execute("gone").Traceback);
    }
}
