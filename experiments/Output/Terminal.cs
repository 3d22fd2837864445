using Spectre.Console;

namespace Sim.Experiments.Output;

/// <summary>The console: coloured and live on a terminal, plain and wide in a pipe or a file.</summary>
static class Terminal
{
    const int PlainWidth = 200;

    public static IAnsiConsole Create()
    {
        var plain = Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return Create(Console.Out, plain, Console.IsOutputRedirected ? PlainWidth : null);
    }

    /// <summary>A console on any writer; its own width when <paramref name="width"/> is null.</summary>
    public static IAnsiConsole Create(TextWriter output, bool plain, int? width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(output),
        });
        if (width is { } given)
            console.Profile.Width = given;
        return console;
    }
}
