using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Fei.Ecosystem;

/// <summary>The peg stability module: FEI is minted against assets that come into the protocol's deposits, and redeemed for assets that leave them.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe, model/parts/peg_stability_module.py.</remarks>
static class PegStability
{
    /// <summary>The deposits after minting, or redeeming if negative, and the fees (USD; in parity FEI counted as USD).</summary>
    /// <exception cref="SimulationException">The active deposits cannot pay the redemption; in parity, none of them alone can.</exception>
    public static (ProtocolDeposits Deposits, double Fees) Settle(ProtocolDeposits deposits, double minted, Prices prices, FeiParameters parameters)
    {
        if (parameters.PegDeposits.Count == 0)
            return (deposits, 0);
        return parameters.Fidelity.Keeps(Fidelity.SingleRedemption)
            ? Single(deposits, minted, prices, parameters)
            : Booked(deposits, minted, prices, parameters);
    }

    /// <summary>Fees stay in the deposits; what the first cannot pay, the next pays.</summary>
    static (ProtocolDeposits Deposits, double Fees) Booked(ProtocolDeposits deposits, double minted, Prices prices, FeiParameters parameters)
    {
        var value = Math.Abs(minted) * prices.Fei;
        if (minted >= 0)
        {
            var first = parameters.PegDeposits[0];
            var price = prices.Of(first);
            return (deposits.With(first, deposits[first].Add(value * (1 + parameters.MintFee) / price, price)), value * parameters.MintFee);
        }

        var due = value * (1 - parameters.RedeemFee);
        for (var turn = 0; turn < parameters.PegDeposits.Count; turn++)
        {
            var place = parameters.PegDeposits[turn];
            var price = prices.Of(place);
            var paid = Math.Min(due / price, deposits[place].Balance);
            deposits = deposits.With(place, deposits[place].Add(-paid, price));
            // Exactly nothing is left when this deposit could pay all, so rounding asks no other for dust.
            due = paid < due / price ? due - (paid * price) : 0;
            if (due == 0)
                return (deposits, value * parameters.RedeemFee);
        }

        throw Insufficient(minted, due);
    }

    /// <summary>The original's: the first deposit that can pay all of it pays, and fees are only counted.</summary>
    static (ProtocolDeposits Deposits, double Fees) Single(ProtocolDeposits deposits, double minted, Prices prices, FeiParameters parameters)
    {
        for (var turn = 0; turn < parameters.PegDeposits.Count; turn++)
        {
            var place = parameters.PegDeposits[turn];
            var price = prices.Of(place);
            var amount = minted * prices.Fei / price;
            if (minted >= 0 || deposits[place].Balance >= -amount)
                return (deposits.With(place, deposits[place].Add(amount, price)), minted >= 0 ? parameters.MintFee * minted : parameters.RedeemFee * -minted);
        }

        throw Insufficient(minted, -minted * prices.Fei);
    }

    static SimulationException Insufficient(double minted, double due) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The peg stability module cannot redeem {-minted:F0} FEI: {due:F0} USD more is due than its deposits hold. Give it more PegDeposits, or a smaller liquidity pool."));
}
