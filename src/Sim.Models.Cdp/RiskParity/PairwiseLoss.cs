namespace Sim.Models.Cdp.RiskParity;

/// <summary>How unequal probabilities are: the sum of the differences of all pairs.</summary>
/// <remarks>0 for fewer than two. Absolute and summed over pairs, it says nothing where all probabilities are tiny and never gets small where they are many.
/// Source: L. Livnev, cdp-balance, 2018; by sorting, sum_k (2k - N + 1) p_(k).</remarks>
public static class PairwiseLoss
{
    /// <summary>The loss; sorts the probabilities.</summary>
    public static double Of(Span<double> probabilities)
    {
        probabilities.Sort();
        // Differences of neighbours, each counted as often as it lies between a pair: equal numbers give exactly nothing.
        var loss = 0.0;
        for (var rank = 1; rank < probabilities.Length; rank++)
            loss += (double)rank * (probabilities.Length - rank) * (probabilities[rank] - probabilities[rank - 1]);
        return loss;
    }
}
