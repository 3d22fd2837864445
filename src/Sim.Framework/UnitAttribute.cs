namespace Sim.Framework;

/// <summary>States the unit of a state variable or a parameter, as it stands in the Parquet metadata and in <c>describe</c>.</summary>
/// <remarks>The field's usual text: <c>"USD"</c>, <c>"1/day"</c>, <c>"ratio"</c>; an empty unit means a dimensionless number.</remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>The unit's text.</summary>
    public string Unit { get; } = unit;
}
