namespace Sim.Models.Fei.CapitalAllocation;

/// <summary>Mean and deviation of each deposit's yield rate over the last timesteps, fed one recorded row at a time.</summary>
/// <remarks>
/// Works in memory that the caller lends, so that nothing is allocated and no history is copied. Rates are annual simple
/// rates (1/year), finite and not negative. A row that was fed cannot be taken back; the default value holds no deposit.
/// Source of the one-pass deviation: Youngs and Cramer 1971, equation as in Chan, Golub and LeVeque 1983, (1.3).
/// </remarks>
public ref struct YieldWindow
{
    readonly Span<double> _sums;
    readonly Span<double> _squares;

    /// <summary>Starts an empty window.</summary>
    /// <param name="scratch">Two numbers per deposit; overwritten, and in use as long as the window is.</param>
    /// <param name="length">Timesteps in a full window, at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="scratch"/> is empty or of odd length.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is below 1.</exception>
    public YieldWindow(Span<double> scratch, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (scratch.IsEmpty || int.IsOddInteger(scratch.Length))
            throw new ArgumentException($"The scratch has {scratch.Length} entries; it needs two per deposit.", nameof(scratch));
        scratch.Clear();
        _sums = scratch[..(scratch.Length / 2)];
        _squares = scratch[(scratch.Length / 2)..];
        Length = length;
    }

    /// <summary>Timesteps in a full window.</summary>
    public int Length { get; }

    /// <summary>Rows fed so far.</summary>
    public int Count { get; private set; }

    /// <summary>Number of deposits, the length of a row.</summary>
    public readonly int Deposits => _sums.Length;

    /// <summary>Says which recorded rows a window takes.</summary>
    /// <remarks>
    /// Corrected: the last <paramref name="length"/> completed timesteps whatever block asks, without row 0, whose rates
    /// are not computed but initial; none at the first timestep. Parity: rows from <paramref name="completed"/> -
    /// <paramref name="length"/> up to, but not including, row <paramref name="timestep"/>, initial row included; a caller
    /// whose timestep lags, as in the first block of the original, so loses the newest row.
    /// </remarks>
    /// <param name="completed">Rows recorded so far, the initial state included.</param>
    /// <param name="timestep">Timestep that the asking block sees; read in parity only.</param>
    /// <param name="length">Timesteps in a full window, at least 1.</param>
    /// <param name="fidelity">Which rule to follow.</param>
    /// <returns>Index of the oldest row, counted from the initial state at 0, and the number of rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or <paramref name="length"/> is below 1.</exception>
    public static (int First, int Count) Rows(int completed, int timestep, int length, Fidelity fidelity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(completed);
        ArgumentOutOfRangeException.ThrowIfNegative(timestep);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var first = Math.Max(fidelity.Keeps(Fidelity.PaddedAverages) ? 0 : 1, completed - length);
        var end = fidelity.Keeps(Fidelity.PaddedAverages) ? Math.Min(completed, timestep) : completed;
        return (first, Math.Max(0, end - first));
    }

    /// <summary>Takes in the next row, oldest first.</summary>
    /// <param name="yieldRates">One rate per deposit (1/year), finite and not negative.</param>
    /// <exception cref="ArgumentException">The row's length is not <see cref="Deposits"/>.</exception>
    /// <exception cref="InvalidOperationException">The window is full.</exception>
    /// <exception cref="AllocationException">A rate is negative, infinite or not a number.</exception>
    public void Add(scoped ReadOnlySpan<double> yieldRates)
    {
        Require.Length(yieldRates.Length, Deposits, nameof(yieldRates));
        if (Count >= Length)
            throw new InvalidOperationException($"The window already holds its {Length} rows; feed only the last {Length}.");
        Require.SumOfNotNegative(yieldRates, "yield rate");
        for (var deposit = 0; deposit < yieldRates.Length; deposit++)
        {
            if (Count > 0)
            {
                var deviation = yieldRates[deposit] - (_sums[deposit] / Count);
                _squares[deposit] += deviation * deviation * Count / (Count + 1);
            }

            _sums[deposit] += yieldRates[deposit];
        }

        Count++;
    }

    /// <summary>Sum of a deposit's rates (1/year); 0 while no row was fed.</summary>
    /// <param name="deposit">Position of the deposit.</param>
    /// <returns>The sum.</returns>
    public readonly double Sum(int deposit) => _sums[deposit];

    /// <summary>Mean of a deposit's rates (1/year) over the rows fed; 0 while no row was fed.</summary>
    /// <param name="deposit">Position of the deposit.</param>
    /// <returns>The mean.</returns>
    public readonly double Mean(int deposit) => Count == 0 ? 0 : _sums[deposit] / Count;

    /// <summary>Population standard deviation of a deposit's rates (1/year); 0 while fewer than two rows were fed.</summary>
    /// <param name="deposit">Position of the deposit.</param>
    /// <returns>The deviation.</returns>
    public readonly double StandardDeviation(int deposit) => Count == 0 ? 0 : Math.Sqrt(_squares[deposit] / Count);
}
