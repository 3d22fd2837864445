namespace Sim.Models.Fei.Blocks;

/// <summary>Memory for a moment.</summary>
static class Scratch
{
    /// <summary>Numbers that may go on the stack; more are allocated, which only hundreds of deposits or timesteps need.</summary>
    public const int Limit = 256;
}
