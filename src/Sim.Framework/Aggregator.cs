namespace Sim.Framework;

/// <summary>How the signals of a block's policies become one signal, from the first policy to the last in declaration order.</summary>
/// <remarks>
/// All but <see cref="First"/> and <see cref="Last"/> work on numbers, and on records of numbers member by member; of nullable members, those that are null
/// are left out, so a policy need not give every member.
/// </remarks>
public enum Aggregator
{
    /// <summary>Added up: by the signal's own <c>+</c> where it has one. The default.</summary>
    Sum,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The signal of the first policy.</summary>
    First,

    /// <summary>The signal of the last policy.</summary>
    Last,
}
