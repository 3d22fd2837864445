using Sim.Framework;

namespace Sim.Models.Bridge.Pools;

/// <summary>How a market forgets a sale: a permanent share stays, the rest fades.</summary>
/// <remarks>
/// After an impact I the price stands at 1 - I (θ + (1 - θ) k(t)) of what it was, where k(0) = 1.
/// Exponential: k(t) = e^(-κt), half-life ln 2 / κ. Power law: k(t) = (1 + t/τ)^(-b).
/// </remarks>
public readonly record struct ImpactRecovery
{
    /// <summary>The form of k.</summary>
    public RecoveryShape Shape { get; private init; }

    /// <summary>θ (ratio).</summary>
    public double PermanentShare { get; private init; }

    /// <summary>κ of the exponential form (1/day).</summary>
    public double Rate { get; private init; }

    /// <summary>τ of the power law (days).</summary>
    public double Scale { get; private init; }

    /// <summary>b of the power law (ratio).</summary>
    public double Exponent { get; private init; }

    /// <summary>A recovery of k(t) = e^(-κt).</summary>
    /// <exception cref="SimulationException">The share is outside [0, 1] or the rate negative.</exception>
    public static ImpactRecovery Exponential(double rate, double permanentShare) =>
        permanentShare is >= 0 and <= 1 && rate >= 0
            ? new() { Shape = RecoveryShape.Exponential, PermanentShare = permanentShare, Rate = rate }
            : throw new SimulationException(FormattableString.Invariant($"A recovery with rate {rate} and permanent share {permanentShare} is none: give a rate of 0 or more and a share from 0 to 1."));

    /// <summary>A recovery of k(t) = (1 + t/τ)^(-b).</summary>
    /// <exception cref="SimulationException">The share is outside [0, 1], the scale not positive, or the exponent negative.</exception>
    public static ImpactRecovery PowerLaw(double scale, double exponent, double permanentShare) =>
        permanentShare is >= 0 and <= 1 && scale > 0 && exponent >= 0
            ? new() { Shape = RecoveryShape.PowerLaw, PermanentShare = permanentShare, Scale = scale, Exponent = exponent }
            : throw new SimulationException(FormattableString.Invariant($"A recovery with scale {scale}, exponent {exponent} and permanent share {permanentShare} is none: give a positive scale, an exponent of 0 or more and a share from 0 to 1."));

    /// <summary>k(t): the share of a transient impact that is left after <paramref name="days"/>.</summary>
    public double Left(double days) => Shape == RecoveryShape.Exponential ? Math.Exp(-Rate * days) : Math.Pow(1 + (days / Scale), -Exponent);

    /// <summary>The share of an impact, permanent part included, that still weighs on the price after <paramref name="days"/>.</summary>
    public double Remaining(double days) => PermanentShare + ((1 - PermanentShare) * Left(days));

    /// <summary>Fits the exponential form to the mean depression of a price 0, 1, 2, … days after large sales.</summary>
    /// <remarks>
    /// Least squares of I (θ + (1 - θ) e^(-κ lag)): for a given κ the model is linear in the plateau Iθ and the transient I (1 - θ), and κ is searched by
    /// golden section on its logarithm. What has not faded within the lags cannot be told from the plateau.
    /// </remarks>
    /// <param name="depression">1 - price after / price before, by lag; four lags or more.</param>
    /// <exception cref="SimulationException">There are fewer than four lags, or no impact at lag 0.</exception>
    public static ImpactRecovery Fit(ReadOnlySpan<double> depression)
    {
        if (depression.Length < 4 || !(depression[0] > 0))
            throw new SimulationException($"A recovery cannot be read off {depression.Length} lags: give the mean depression at four lags or more, above 0 at lag 0.");
        var (low, high) = (Math.Log(1e-3), Math.Log(20.0));
        while (high - low > 1e-10)
        {
            var (left, right) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
            if (Plateau(depression, Math.Exp(left)).Squares <= Plateau(depression, Math.Exp(right)).Squares)
                high = right;
            else
                low = left;
        }

        var rate = Math.Exp((low + high) / 2);
        var (plateau, transient, _) = Plateau(depression, rate);
        return Exponential(rate, Math.Clamp(plateau / (plateau + transient), 0, 1));
    }

    const double Golden = 0.6180339887498949;

    static (double Plateau, double Transient, double Squares) Plateau(ReadOnlySpan<double> depression, double rate)
    {
        var (meanShape, meanDepression) = (0.0, 0.0);
        for (var lag = 0; lag < depression.Length; lag++)
            (meanShape, meanDepression) = (meanShape + (Math.Exp(-rate * lag) / depression.Length), meanDepression + (depression[lag] / depression.Length));
        var (products, squares) = (0.0, 0.0);
        for (var lag = 0; lag < depression.Length; lag++)
        {
            var apart = Math.Exp(-rate * lag) - meanShape;
            (products, squares) = (products + (apart * (depression[lag] - meanDepression)), squares + (apart * apart));
        }

        var transient = products / squares;
        var plateau = meanDepression - (transient * meanShape);
        var left = 0.0;
        for (var lag = 0; lag < depression.Length; lag++)
        {
            var error = depression[lag] - plateau - (transient * Math.Exp(-rate * lag));
            left += error * error;
        }

        return (plateau, transient, left);
    }
}
