namespace Sim.Models.Fei.Tests.CapitalAllocation;

public sealed class TrajectoryTests
{
    /// <summary>Relative to the total. Weights pull balances back, so that errors do not pile up: 6e-15 was measured.</summary>
    const double Tolerance = 1e-12;

    const int Timesteps = 365;

    [Theory]
    [InlineData("cam_endogenous.json")]
    [InlineData("cam_exogenous.json")]
    public void Parity_RecordedSurroundings_FollowTheRecordedYear(string file)
    {
        var record = Vectors.Load(file);
        var (recorded, cam) = (record.GetProperty("recorded"), record.GetProperty("cam"));
        var balances = recorded.Rows("balances");
        var (units, invariants, tokens) =
            (recorded.Numbers("pool_volatile_user"), recorded.Numbers("pool_invariant"), recorded.Numbers("pool_tokens"));
        var (targets, matrices, remainders) =
            (cam.Rows("target_weights"), cam.Rows("rebalance_matrix_upper"), cam.Rows("remainder"));
        var notMet = cam.Numbers("transfers_not_met");
        Assert.Equal(Timesteps, targets.Length);
        var year = new RecordedYear(record, Fidelity.Parity);
        var worst = 0.0;
        for (var timestep = 1; timestep <= Timesteps; timestep++)
        {
            year.Step(timestep);
            var (row, total) = (timestep - 1, year.Before.Sum());
            Compare("target_weights", targets[row], year.Targets, 1);
            Compare("rebalance_matrix", matrices[row], year.Flows, total);
            Compare("remainder", remainders[row], year.Remainder, total);
            Compare("balances", [.. balances.Select(column => column[timestep])], year.Balances, total);
            Compare("volatile_user", [units[timestep]], [year.Pool.UserVolatile], year.Pool.Volatile);
            Compare("invariant", [invariants[timestep]], [year.Pool.Invariant], year.Pool.Invariant);
            Compare("tokens", [tokens[timestep]], [year.Pool.Tokens], year.Pool.Tokens);
            // The record counts a transfer as not met from this amount on (FEI).
            var missed = year.Flows.Zip(year.Moved, static (wanted, made) => Math.Abs(wanted - made)).Max() > 1e-3;
            Assert.True(missed == (notMet[row] != 0), $"{file} timestep {timestep}: transfers_not_met should not be {missed}");

            void Compare(string quantity, double[] expected, double[] actual, double scale) => worst = Math.Max(worst,
                Vectors.Compare($"{file} timestep {timestep} {quantity}", expected, actual, Tolerance * scale) / scale);
        }

        Vectors.Report(file, worst);
    }

    [Theory]
    [InlineData("cam_endogenous.json")]
    [InlineData("cam_exogenous.json")]
    public void Corrected_RecordedSurroundings_ConserveFeiAndLeaveNoRemainder(string file)
    {
        var year = new RecordedYear(Vectors.Load(file), Fidelity.Corrected);
        for (var timestep = 1; timestep <= Timesteps; timestep++)
        {
            year.Step(timestep);
            var total = year.Before.Sum();
            // One rounding per deposit and one for the sum.
            Vectors.Compare($"{file} timestep {timestep} total", total, year.Balances.Sum(), 1e-15 * total);
            Vectors.Compare($"{file} timestep {timestep} remainder", [0, 0, 0, 0], year.Remainder, 1e-15 * total);
            Vectors.Compare($"{file} timestep {timestep} weights", 1, year.Targets.Sum(), 1e-15);
        }
    }

    [Fact]
    public void Parity_RecordedSurroundings_CreateFeiInThePool()
    {
        // The defect that the corrected form removes, in the size that was measured on the original.
        var year = new RecordedYear(Vectors.Load("cam_endogenous.json"), Fidelity.Parity);
        var created = new List<double>();
        for (var timestep = 1; timestep <= Timesteps; timestep++)
        {
            year.Step(timestep);
            created.Add(Math.Abs(year.Balances.Sum() - year.Before.Sum()));
        }

        Assert.Equal(165, created.Count(static fei => fei > 1e-3));
        Assert.Equal(1286, created.Sum(), 0.5);
        Assert.Equal(42, created.Max(), 0.5);
    }
}
