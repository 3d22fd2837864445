namespace Sim.Models.Cdp;

/// <summary>The price of an auction, which falls step by step. Source: makerdao/dss at fa4f663, abaci.sol (StairstepExponentialDecrease) and clip.sol.</summary>
static class DutchAuction
{
    /// <summary>How many steps an auction takes to fall from its start price to a price at which keepers buy; 0 if it starts there.</summary>
    /// <param name="top">The price at the start (Dai a unit).</param>
    /// <param name="wanted">The price at which keepers buy (Dai a unit).</param>
    /// <param name="cut">What the price is multiplied by at each step.</param>
    public static int StepsTo(double top, double wanted, double cut)
    {
        if (top <= wanted)
            return 0;
        var steps = Math.Log(wanted / top) / Math.Log(cut);
        // The rounding of the logarithms must not add a step.
        return (int)Math.Ceiling(steps - 1e-12);
    }

    /// <summary>How many steps an auction of an age has made.</summary>
    /// <param name="age">Its age (seconds).</param>
    /// <param name="length">The length of a step (seconds).</param>
    // The rounding of an age that is a sum of timesteps must not take a step away.
    public static int StepsWithin(double age, double length) => (int)Math.Floor((age / length) + 1e-9);

    /// <summary>The price after so many steps.</summary>
    public static double PriceAfter(double top, double cut, int steps) => top * Math.Pow(cut, steps);
}
