namespace Sim.Models.Bridge;

/// <summary>Who acts before whom on one day, which a daily timestep has to choose.</summary>
public enum DayOrder
{
    /// <summary>Operators look before vaults are liquidated, and accounts are drawn up last.</summary>
    OperatorsFirst,

    /// <summary>Vaults are liquidated before their operators look.</summary>
    LiquidationBeforeOperators,

    /// <summary>Accounts show the day before arbitrageurs burn.</summary>
    AccountsBeforeArbitrage,
}
