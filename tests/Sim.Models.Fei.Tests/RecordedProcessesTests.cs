using System.Text.Json;
using Sim.Framework;

namespace Sim.Models.Fei.Tests;

/// <summary>The whole model on the engine, in parity mode, with the price and the utilization of the original's default year.</summary>
public sealed class RecordedProcessesTests
{
    /// <summary>Relative; the vectors state 1e-9 for trajectories.</summary>
    const double Tolerance = 1e-9;

    const int Timesteps = 365;

    readonly JsonElement _record = Vectors.Load("cam_endogenous.json");

    [Fact]
    public void Parity_RecordedProcesses_FollowTheOriginalForAYear()
    {
        var states = Run(new FeiParameters { Fidelity = Fidelity.Parity });
        var (inputs, recorded, cam) = (_record.GetProperty("inputs"), _record.GetProperty("recorded"), _record.GetProperty("cam"));
        const double FeiTotal = 225e6;
        Compare("risk metric", inputs.Numbers("volatile_asset_risk_metric"), state => state.RiskMetric, 1);
        Compare("utilization", recorded.Numbers("utilization"), state => state.Utilization, 1);
        Compare("borrow rate", recorded.Numbers("borrow_rate"), state => state.BorrowRate, 1);
        Compare("minted", recorded.Numbers("minted_redeemed"), state => state.FeiMinted, FeiTotal);
        Compare("fees", recorded.Numbers("trading_fees"), state => state.TradingFees, 1e5);
        Compare("impermanent loss", recorded.Numbers("impermanent_loss"), state => state.ImpermanentLoss, 1);
        Compare("protocol's FEI in the pool", inputs.Numbers("pool_fei_protocol"), state => state.Pool.ProtocolFei, FeiTotal);
        Compare("protocol's volatile asset", inputs.Numbers("pool_volatile_protocol"), state => state.Pool.ProtocolVolatile, 1e4);
        Compare("users' volatile asset", recorded.Numbers("pool_volatile_user"), state => state.Pool.UserVolatile, 1e4);
        Compare("invariant", recorded.Numbers("pool_invariant"), state => state.Pool.Invariant, 1e11);
        Compare("tokens", recorded.Numbers("pool_tokens"), state => state.Pool.Tokens, FeiTotal);
        var (balances, yields) = (recorded.Rows("balances"), inputs.Rows("yield_rates"));
        for (var deposit = 0; deposit < 4; deposit++)
        {
            var place = deposit;
            Compare($"balance {place}", balances[place], state => state.Balances[place], FeiTotal);
            Compare($"yield {place}", yields[place], state => state.YieldRates[place], 1);
        }

        var targets = cam.Rows("target_weights");
        for (var timestep = 1; timestep <= Timesteps; timestep++)
            Vectors.Compare($"weights at {timestep}", targets[timestep - 1], states[timestep].TargetWeights.Span, Tolerance);

        void Compare(string quantity, double[] expected, Func<FeiState, double> actual, double scale)
        {
            for (var timestep = 1; timestep <= Timesteps; timestep++)
                Vectors.Compare($"{quantity} at {timestep}", expected[timestep], actual(states[timestep]), Tolerance * scale);
        }
    }

    [Fact]
    public void Corrected_RecordedProcesses_CreateNoFeiAndLeaveNothingUnmet()
    {
        var (corrected, parity) = (Run(new FeiParameters()), Run(new FeiParameters { Fidelity = Fidelity.Parity }));
        Assert.All(corrected, state => Assert.Equal((0.0, 0.0), (state.FeiCreated, state.Unmet)));
        // What the original loses and makes up, so that the test above it can fail.
        Assert.Equal(1286, parity.Sum(state => Math.Abs(state.FeiCreated)), 0.5);
        Assert.True(parity.Sum(state => state.Unmet) > 1e6);
    }

    FeiState[] Run(FeiParameters parameters)
    {
        var (prices, utilization) = (_record.GetProperty("inputs").Numbers("volatile_asset_price"), _record.GetProperty("inputs").Numbers("utilization_process"));
        var model = FeiCapitalAllocation.Create(30, block => block
            .Update(state => state.VolatilePrice, step => prices[step.Timestep])
            .Update(state => state.UtilizationProcess, step => utilization[step.Timestep]));
        var results = Experiment.Of(model).Parameters(parameters).Timesteps(Timesteps).Run(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(results.Outcome.Failures);
        return results.Column(state => state);
    }
}
