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

    /// <summary>The price after so many steps.</summary>
    public static double PriceAfter(double top, double cut, int steps) => top * Math.Pow(cut, steps);
}
