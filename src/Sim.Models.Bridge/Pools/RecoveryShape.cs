namespace Sim.Models.Bridge.Pools;

/// <summary>How a transient impact fades.</summary>
public enum RecoveryShape
{
    /// <summary>By the same share every day.</summary>
    Exponential,

    /// <summary>Fast at first and ever slower.</summary>
    PowerLaw,
}
