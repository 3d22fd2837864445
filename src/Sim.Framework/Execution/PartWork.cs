using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>Which parts of a plan are to be done, and what is there already.</summary>
/// <param name="Shard">The share of the parts; all of them when null.</param>
/// <param name="Find">Looks for a part that is there; null when there can be none.</param>
/// <param name="OnlyLooks">Whether what is not there stays so.</param>
sealed record PartWork(Shard? Shard = null, Func<int, FoundPart>? Find = null, bool OnlyLooks = false)
{
    /// <summary>Everything, from nothing.</summary>
    public static PartWork All { get; } = new();
}

/// <summary>A part as it lies in the dataset, and the failures of its runs.</summary>
readonly record struct FoundPart(PartCheck Check, IReadOnlyList<RunFailure> Failures);
