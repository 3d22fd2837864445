using Sim.Framework;

namespace Sim.Models.Cdp;

/// <summary>The system's books. Dai outside and the surplus are what all debts, and the debts that auctions took over, were paid out as.</summary>
public record struct Ledger
{
    /// <summary>Dai that owners, keepers and markets hold.</summary>
    [Unit("Dai")] public double Outside { get; set; }

    /// <summary>Fees and auction proceeds, less what keepers were paid.</summary>
    [Unit("Dai")] public double Surplus { get; set; }

    /// <summary>Debt that liquidations took off positions.</summary>
    [Unit("Dai")] public double Sin { get; set; }

    /// <summary>What open auctions still have to raise.</summary>
    [Unit("Dai")] public double Dirt { get; set; }

    /// <summary>What auctions ended without.</summary>
    [Unit("Dai")] public double BadDebt { get; set; }

    /// <summary>Penalties charged.</summary>
    [Unit("Dai")] public double Penalties { get; set; }

    /// <summary>What rebalancing cost owners.</summary>
    [Unit("Dai")] public double RebalanceCost { get; set; }

    /// <summary>How often owners rebalanced.</summary>
    [Unit("times")] public double Rebalances { get; set; }

    /// <summary>Debt moved between positions, or repaid by selling collateral.</summary>
    [Unit("Dai")] public double Moved { get; set; }

    /// <summary>Auctions that had to start again.</summary>
    [Unit("times")] public double Redos { get; set; }

    /// <summary>Pays a keeper for starting an auction.</summary>
    internal void PayKeeper(double reward) => (Surplus, Outside) = (Surplus - reward, Outside + reward);
}
