namespace Sim.Framework;

/// <summary>Makes texts that hold what a file or a user wrote fit to be read on a terminal.</summary>
static class Printable
{
    const int Longest = 4_000;

    /// <summary>The text with control characters as pictures, which a terminal would obey; all that is in the middle of a very long one is left out.</summary>
    public static string Message(string text) => text.Length <= Longest
        ? Text(text)
        : $"{Text(text[..(Longest / 2)])} … {Text(text[^(Longest / 2)..])}";

    /// <summary>The text with control characters as pictures; line breaks stay.</summary>
    public static string Text(string text) => text.Any(IsObeyed) ? string.Create(text.Length, text, static (shown, given) =>
    {
        for (int place = 0; place < shown.Length; place++)
            shown[place] = IsObeyed(given[place]) ? Picture(given[place]) : given[place];
    }) : text;

    static bool IsObeyed(char letter) => char.IsControl(letter) && letter != '\n';

    // Unicode has a picture for each control character of ASCII.
    static char Picture(char control) => control < ' ' ? (char)('\u2400' + control) : control == '\u007F' ? '\u2421' : '\uFFFD';
}
