namespace Sim.Framework.Agents;

/// <summary>A value of state in memory that a run recycles.</summary>
interface IRecyclable
{
    /// <summary>The last timestep in which something may read this value.</summary>
    int KeepUntil { get; set; }

    object Copy();
}
