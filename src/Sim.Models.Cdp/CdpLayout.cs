using MathNet.Numerics.LinearAlgebra;

namespace Sim.Models.Cdp;

/// <summary>What follows from the parameters of a run, worked out once at its start.</summary>
sealed class CdpLayout
{
    public CdpLayout(CdpParameters parameters, double[] initialInk)
    {
        Collaterals = [.. parameters.Collaterals];
        InitialInk = initialInk;
        var kinds = Collaterals.Length;
        var correlations = Matrix<double>.Build.Dense(kinds, kinds, (row, column) => row == column ? 1 : parameters.Correlation);
        var factor = correlations.Cholesky().Factor;
        Factor = new double[kinds * kinds];
        for (var row = 0; row < kinds; row++)
        {
            for (var column = 0; column <= row; column++)
                Factor[(row * kinds) + column] = factor[row, column];
        }

        Equities = new double[parameters.Owners];
    }

    public Collateral[] Collaterals { get; }

    public int Kinds => Collaterals.Length;

    /// <summary>Lower triangle of Cholesky's factor of the correlations, row by row.</summary>
    public double[] Factor { get; }

    /// <summary>All collateral of each kind at the start (units).</summary>
    public double[] InitialInk { get; }

    /// <summary>Memory for the equities of a timestep.</summary>
    public double[] Equities { get; }
}
