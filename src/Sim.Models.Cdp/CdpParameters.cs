using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Sim.Framework;

namespace Sim.Models.Cdp;

/// <summary>The parameters of the dynamic model; the defaults are the prototype's ETH and gold, with one owner.</summary>
/// <remarks>Sources stand in README.md beside this file.</remarks>
public sealed record CdpParameters : IValidatableObject
{
    /// <summary>The kinds of collateral, in the order of all vectors of the state; each owner has a position in each.</summary>
    [Unit("")]
    public IReadOnlyList<Collateral> Collaterals { get; init; } =
    [
        new("eth", Ink: 10, Tag: 420, Sigma: 0.9, Mat: 1.5),
        new("dgx", Ink: 100, Tag: 38, Sigma: 0.15, Mat: 1.1),
    ];

    /// <summary>How many owners there are.</summary>
    [Unit("owners"), Range(1, 1_000_000)] public int Owners { get; init; } = 1;

    /// <summary>How unlike owners are in size: the standard deviation of the logarithm; their collateral and debt grow alike.</summary>
    [Unit("ratio"), Range(0, 5)] public double SizeDeviation { get; init; }

    /// <summary>The debt of an owner of middle size, over all positions.</summary>
    [Unit("Dai"), Range(1e-6, 1e15)] public double Debt { get; init; } = 3_000;

    /// <summary>The length of a timestep.</summary>
    [Unit("days"), Range(1e-6, 365)] public double Days { get; init; } = 1;

    /// <summary>The correlation of any two log prices.</summary>
    [Unit("ratio"), Range(-1, 1)] public double Correlation { get; init; } = 0.1;

    /// <summary>How often the price of a collateral jumps.</summary>
    [Unit("1/year"), Range(0, 1e4)] public double JumpRate { get; init; }

    /// <summary>The mean of a jump of the log price.</summary>
    [Unit("ratio"), Range(-5, 5)] public double JumpMean { get; init; }

    /// <summary>The standard deviation of a jump of the log price.</summary>
    [Unit("ratio"), Range(0, 5)] public double JumpDeviation { get; init; }

    /// <summary>When prices are looked at.</summary>
    [Unit("")] public Monitoring Monitoring { get; init; }

    /// <summary>How many timesteps the oracle's price is old.</summary>
    [Unit("timesteps"), Range(0, CdpModel.LongestDelay)] public int OracleDelay { get; init; }

    /// <summary>What owners do about their risk.</summary>
    [Unit("")] public OwnerPolicy Policy { get; init; } = OwnerPolicy.ParityOnce;

    /// <summary>The horizon over which owners reckon risk.</summary>
    [Unit("days"), Range(1e-3, 3650)] public double ParityDays { get; init; } = 30;

    /// <summary>Every how many timesteps periodic owners rebalance.</summary>
    [Unit("timesteps"), Range(1, 36500)] public int RebalancePeriod { get; init; } = 7;

    /// <summary>How far a position must be off parity before threshold owners rebalance, in standard deviations over their horizon.</summary>
    [Unit("sigma"), Range(0, 100)] public double Gap { get; init; } = 0.5;

    /// <summary>The least debt that is worth moving, of an owner of middle size.</summary>
    [Unit("Dai"), Range(0, 1e15)] public double LeastMove { get; init; } = 10;

    /// <summary>The cost of moving debt or selling collateral.</summary>
    [Unit("ratio"), Range(0, 0.5)] public double SwapFee { get; init; } = 0.002;

    /// <summary>The cost of a rebalancing, whatever it moves; one that moves nothing is none.</summary>
    [Unit("Dai"), Range(0, 1e9)] public double Gas { get; init; } = 5;

    /// <summary>The penalty factor on liquidated debt.</summary>
    [Unit("ratio"), Range(1, 10)] public double Chop { get; init; } = 1.13;

    /// <summary>The least debt that a position may be left with.</summary>
    [Unit("Dai"), Range(0, 1e15)] public double Dust { get; init; }

    /// <summary>The most debt with penalty that all auctions together may want at once.</summary>
    [Unit("Dai"), Range(1e-6, double.MaxValue)] public double Hole { get; init; } = 150e6;

    /// <summary>The price at which an auction starts, over the oracle's.</summary>
    [Unit("ratio"), Range(0.1, 10)] public double Buf { get; init; } = 1.2;

    /// <summary>What an auction's price is multiplied by at each of its steps.</summary>
    [Unit("ratio"), Range(0.01, 0.999999)] public double Cut { get; init; } = 0.99;

    /// <summary>The length of an auction's step.</summary>
    [Unit("seconds"), Range(1, 86_400)] public double CutSeconds { get; init; } = 90;

    /// <summary>The part of its start price below which an auction must start again.</summary>
    [Unit("ratio"), Range(0, 1)] public double Cusp { get; init; } = 0.4;

    /// <summary>The age at which an auction must start again.</summary>
    [Unit("seconds"), Range(1, 1e9)] public double Tail { get; init; } = 5_400;

    /// <summary>How far below the market keepers buy.</summary>
    [Unit("ratio"), Range(0, 0.9)] public double KeeperMargin { get; init; } = 0.05;

    /// <summary>How much further below the market keepers buy for each million Dai of collateral on offer.</summary>
    [Unit("1/(million Dai)"), Range(0, 10)] public double KeeperSlippage { get; init; }

    /// <summary>What the system pays a keeper for starting an auction, and for starting it again.</summary>
    [Unit("Dai"), Range(0, 1e9)] public double Tip { get; init; }

    /// <summary>What it pays besides, as a part of the debt with penalty.</summary>
    [Unit("ratio"), Range(0, 1)] public double Chip { get; init; }

    /// <summary>What no single range can say.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Collaterals.Count is 0 or > CdpModel.MostCollaterals)
            yield return new ValidationResult($"Collaterals has {Collaterals.Count} kinds: give 1 to {CdpModel.MostCollaterals}.");
        foreach (var wrong in Collaterals.Where(kind => !(kind.Ink > 0 && kind.Tag > 0 && kind.Sigma > 0 && kind.Mat > 0 && kind.Hole > 0 && double.IsFinite(kind.Drift + kind.Fee + (kind.Ink * kind.Tag)))))
            yield return new ValidationResult($"Collateral '{wrong.Name}' has ink, tag, sigma, mat or hole not above 0, or a drift or fee that is no number: {wrong}.");
        if (Collaterals.Count > 1 && Correlation <= -1.0 / (Collaterals.Count - 1))
            yield return new ValidationResult(string.Create(CultureInfo.InvariantCulture, $"Correlation is {Correlation}: {Collaterals.Count} prices cannot all be correlated with each other at {-1.0 / (Collaterals.Count - 1)} or less."));
        if (Collaterals.Count > 1 && Correlation == 1)
            yield return new ValidationResult($"Correlation is 1: {Collaterals.Count} kinds of collateral would be one. Give less than 1, or one kind.");
        var capacity = Collaterals.Sum(kind => kind.Ink * kind.Tag / kind.Mat);
        if (Debt >= capacity)
            yield return new ValidationResult(string.Create(CultureInfo.InvariantCulture, $"Debt is {Debt}: the positions are liquidated at once from {capacity} on. Borrow less, or add collateral."));
    }
}
