using Sim.Framework.Randomness;

namespace Sim.Framework.Execution;

/// <summary>Where a function of a model stands: its random address, and what a failure says.</summary>
readonly record struct FunctionPlace(int Substep, string? Block, string Function, ulong Stream)
{
    /// <summary>The index of the function that draws the initial state.</summary>
    public const int Start = 0;

    public static FunctionPlace Of(int substep, string? block, string function) =>
        new(substep, block, function, StreamAddress.Function(block ?? "", function));
}
