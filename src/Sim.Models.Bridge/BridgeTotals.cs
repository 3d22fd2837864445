using Sim.Framework;

namespace Sim.Models.Bridge;

/// <summary>What has added up since the start.</summary>
public record struct BridgeTotals
{
    /// <summary>Wrapped bitcoin issued.</summary>
    [Unit("BTC")] public double Issued { get; set; }

    /// <summary>Wrapped bitcoin redeemed with vaults, premium redeems and operators' own included.</summary>
    [Unit("BTC")] public double Redeemed { get; set; }

    /// <summary>Redeem requests that vaults failed to serve.</summary>
    [Unit("BTC")] public double FailedRedeems { get; set; }

    /// <summary>Fees paid by users.</summary>
    [Unit("BTC")] public double Fees { get; set; }

    /// <summary>Premium paid to those who redeemed from vaults in danger, at the oracle's price.</summary>
    [Unit("BTC")] public double PremiumPaid { get; set; }

    /// <summary>Punishment paid by vaults to users whose redeem failed, at the oracle's price.</summary>
    [Unit("BTC")] public double PunishmentPaid { get; set; }

    /// <summary>Debt of the vaults that were liquidated.</summary>
    [Unit("BTC")] public double Liquidated { get; set; }

    /// <summary>Worth of their collateral at that moment, at the oracle's price.</summary>
    [Unit("BTC")] public double LiquidatedWorth { get; set; }

    /// <summary>Collateral of theirs, at its worth at the start.</summary>
    [Unit("BTC")] public double LiquidatedCollateral { get; set; }

    /// <summary>Wrapped bitcoin burnt at the liquidation vaults.</summary>
    [Unit("BTC")] public double Burnt { get; set; }

    /// <summary>What those who burnt gained.</summary>
    [Unit("BTC")] public double ArbitrageProfit { get; set; }

    /// <summary>What they lost to slippage and fees of pools, on both sides.</summary>
    [Unit("BTC")] public double SlippagePaid { get; set; }

    /// <summary>Days on which a liquidation vault had something to burn and nobody burnt.</summary>
    [Unit("days")] public int UnprofitableDays { get; set; }

    /// <summary>Days on which a token was backed by less than a bitcoin.</summary>
    [Unit("days")] public int DaysBelowPeg { get; set; }

    /// <summary>What operators gained: fees, less premium, punishment and what liquidation cost them.</summary>
    [Unit("BTC")] public double OperatorResult { get; set; }
}
