namespace Sim.Experiments;

/// <summary>What the command line answers to its caller.</summary>
public static class ExitCode
{
    /// <summary>Everything ran.</summary>
    public const int Success = 0;

    /// <summary>Some runs failed; the others are whole.</summary>
    public const int SomeRunsFailed = 1;

    /// <summary>The command was not understood, or cannot be done as asked.</summary>
    public const int BadUsage = 2;

    /// <summary>The dataset is damaged or not complete.</summary>
    public const int NotComplete = 3;

    /// <summary>Ended by SIGTERM, or another process writes the dataset: the same command with --resume or --shard goes on. Source: EX_TEMPFAIL of sysexits.h.</summary>
    public const int TryAgain = 75;

    /// <summary>Ctrl-C; what is complete stays.</summary>
    public const int Cancelled = 130;
}
