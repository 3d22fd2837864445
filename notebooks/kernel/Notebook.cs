namespace Sim.Kernel;

/// <summary>What every cell can call, beside the libraries.</summary>
public static class Notebook
{
    /// <summary>Where displays go.</summary>
    internal static Action<IReadOnlyDictionary<string, string>> Show { get; set; } = _ => { };

#pragma warning disable IDE1006 // Notebooks call it so.
    /// <summary>Shows a value below the cell at once, like the result of a last expression; as often as wanted.</summary>
    public static void display(object? value)
    {
        if (Display.Of(value) is { } bundle)
            Show(bundle);
    }
#pragma warning restore IDE1006
}
