namespace Sim.Framework;

/// <summary>Keeps a state variable out of recorded rows and datasets; the model still reads and updates it.</summary>
/// <remarks>A variable of a type that has no column (a dictionary, say) needs it. Such a variable is not checked for finiteness.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class NotRecordedAttribute : Attribute;
