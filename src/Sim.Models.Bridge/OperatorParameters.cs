using System.ComponentModel.DataAnnotations;
using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>Who runs the vaults, and what they do when they look.</summary>
public sealed record OperatorParameters
{
    /// <summary>The mean of ln(1 + b), where b is how far an operator's own target lies above the secure threshold.</summary>
    [Unit("ratio"), Range(0, 3)] public double TargetBuffer { get; init; } = 0.1;

    /// <summary>The standard deviation of ln(1 + b) between operators; targets below the secure threshold are lifted to it.</summary>
    [Unit("ratio"), Range(0, 3)] public double TargetSpread { get; init; } = 0.15;

    /// <summary>The standard deviation of the logarithm of a vault's size.</summary>
    [Unit("ratio"), Range(0, 5)] public double SizeSpread { get; init; } = 1;

    /// <summary>How often an operator looks; 0: never.</summary>
    [Unit("days"), Range(0, 36500)] public int CheckPeriod { get; init; } = 14;

    /// <summary>Whether operators differ: each looks every 1 or 7 days or every check period, with equal odds.</summary>
    [Unit("")] public bool MixedPeriods { get; init; } = true;

    /// <summary>Whether an operator looks at random, on average once in its period, instead of at fixed intervals.</summary>
    [Unit("")] public bool ChecksAtRandom { get; init; }

    /// <summary>An operator also looks when its ratio is below this multiple of the premium threshold; 0: no alarm.</summary>
    [Unit("ratio"), Range(0, 10)] public double Alarm { get; init; }

    /// <summary>Free collateral that an operator keeps outside the vault, as a share of what is in it at the start.</summary>
    [Unit("ratio"), Range(0, 100)] public double Reserve { get; init; } = 0.5;

    /// <summary>An operator withdraws down to its target when its ratio is further above it than this share.</summary>
    [Unit("ratio"), Range(0, 10)] public double WithdrawMargin { get; init; } = 0.1;

    /// <summary>Wrapped bitcoin that an operator holds itself, as a share of its debt at the start.</summary>
    [Unit("ratio"), Range(0, 1)] public double OwnTokens { get; init; } = 0.05;

    /// <summary>An operator leaves when its fees, per year and per collateral, fall below this; 0: never.</summary>
    [Unit("1/year"), Range(0, 10)] public double OpportunityCost { get; init; }

    /// <summary>An operator whose debt exceeds its collateral by this share of the debt keeps the bitcoin and does nothing more.</summary>
    [Unit("ratio"), Range(0, 10)] public double DefaultCost { get; init; }

    /// <summary>How often a vault goes offline.</summary>
    [Unit("1/day"), Range(0, 1)] public double OfflineRate { get; init; } = 0.005;

    /// <summary>How long it stays offline on average.</summary>
    [Unit("days"), Range(1, 365)] public double OfflineDays { get; init; } = 2;
}
