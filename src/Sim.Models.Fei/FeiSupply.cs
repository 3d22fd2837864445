using Sim.Framework;

namespace Sim.Models.Fei;

/// <summary>Who owns how much FEI.</summary>
public readonly record struct FeiSupply
{
    /// <summary>All FEI, the protocol's and users'.</summary>
    [Unit("FEI")] public double Total { get; init; }

    /// <summary>What the protocol owns and has not lent out.</summary>
    [Unit("FEI")] public double ProtocolOwned { get; init; }

    /// <summary>What circulates among users: the protocol's liability.</summary>
    [Unit("FEI")] public double UserCirculating { get; init; }
}
