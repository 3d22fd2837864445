namespace Sim.Models.Fei;

/// <summary>What a deposit of users' FEI yields, and what risk it carries.</summary>
public enum DepositKind
{
    /// <summary>The FEI side of a liquidity pool: yields trading fees, exposed to the volatile asset. At most one deposit.</summary>
    LiquidityPool,

    /// <summary>A money market: yields interest, exposed to the volatile asset through its borrowers.</summary>
    MoneyMarket,

    /// <summary>The savings deposit: yields the savings rate.</summary>
    Savings,

    /// <summary>Held without yield.</summary>
    Idle,
}

/// <summary>One place where users may hold FEI.</summary>
/// <param name="Name">Its name, unique.</param>
/// <param name="Kind">What it yields.</param>
/// <param name="Balance">What users hold there at the start (FEI).</param>
/// <param name="Concentration">Its weight in the Dirichlet law of exogenous weights, above 0; 1 everywhere is uniform over all shares.</param>
public sealed record UserDeposit(string Name, DepositKind Kind, double Balance, double Concentration = 1);
