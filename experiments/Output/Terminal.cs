using Sim.Framework;
using Spectre.Console;

namespace Sim.Experiments.Output;

/// <summary>The consoles: coloured and live on a terminal, plain and wide in a pipe or a file.</summary>
static class Terminal
{
    const int PlainWidth = 200;

    static bool HasNoColor => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static IAnsiConsole CreateOutput() =>
        Create(Console.Out, Console.IsOutputRedirected || HasNoColor, Console.IsOutputRedirected ? PlainWidth : null);

    public static IAnsiConsole CreateError() => Create(Console.Error, Console.IsErrorRedirected || HasNoColor, null);

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

    /// <summary>A line that is never broken: a path, a command, or what a pipe reads line by line.</summary>
    public static void WriteWhole(this IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(Printable.Text(line));

    /// <summary>A sentence: broken between words on a terminal, whole elsewhere.</summary>
    public static void WriteProse(this IAnsiConsole console, string sentence)
    {
        if (console.Profile.Capabilities.Interactive)
            console.WriteLine(Printable.Text(sentence));
        else
            console.WriteWhole(sentence);
    }

    /// <summary>An error, red where there are colours; whole, since it may hold a command to copy.</summary>
    public static void WriteError(this IAnsiConsole console, string message)
    {
        var shown = Printable.Message(message);
        console.Profile.Width = Math.Max(console.Profile.Width, shown.Length + 1);
        console.WriteLine(shown, new Style(Color.Red));
    }
}
