using Sim.Framework;
using Sim.Models.Fei.Blocks;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei;

/// <summary>How users of FEI spread it over deposits that yield differently and carry different risks, and rebalance over time.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe. See README.md beside this file and docs/models/fei.md.</remarks>
public static class FeiCapitalAllocation
{
    /// <summary>The model.</summary>
    /// <param name="longestWindow">The longest moving-average or risk window that parameters will ask for, in timesteps.</param>
    public static Model<FeiState, FeiParameters> Create(int longestWindow = 30) => Create(longestWindow, Processes.Declare);

    /// <summary>The model with other outside processes, so that recorded ones can be fed.</summary>
    internal static Model<FeiState, FeiParameters> Create(int longestWindow, Action<BlockBuilder<FeiState, FeiParameters>> processes) => Model
        .Define<FeiState, FeiParameters>("fei-capital-allocation")
        .StartFrom(parameters => Start(parameters, longestWindow))
        .RememberLast(longestWindow)
        .Block("processes", processes)
        .Block("liquidity pool", Arbitrage.Declare)
        .Block("money market", MoneyMarket.Declare)
        .Block("yields", Yields.Declare)
        .Block("draw", Draw.Declare)
        .Block("weights", Weights.Declare)
        .Block("rebalancing", Rebalance.Declare)
        .Invariant("balances are not negative", step => AreNotNegative(step.State.Balances.Span))
        .Invariant("users' FEI is the sum of their balances", step => AreNear(step.State.UserFei, step.State.Balances.Sum()))
        .Invariant("target weights are shares", step => step.Timestep == 0 || (AreNotNegative(step.State.TargetWeights.Span) && AreNear(1, step.State.TargetWeights.Sum())))
        .Invariant("the pool's sides multiply to its invariant", step => AreNear(step.State.Pool.Invariant, step.State.Pool.Fei * step.State.Pool.Volatile))
        .Invariant("the risk metric lies between 0 and 1", step => step.State.RiskMetric is >= 0 and <= 1)
        .Build();

    static FeiState Start(FeiParameters parameters, int longestWindow)
    {
        var layout = new DepositLayout(parameters, longestWindow);
        var fei = parameters.LiquidityPoolTvl / 2 / parameters.FeiPrice;
        var volatileUnits = parameters.LiquidityPoolTvl / 2 / parameters.VolatilePriceStart;
        var userFei = layout.Pool < 0 ? 0 : parameters.Deposits[layout.Pool].Balance;
        var pool = new LiquidityPool { UserFei = userFei, ProtocolFei = fei, UserVolatile = userFei * volatileUnits / fei, ProtocolVolatile = volatileUnits };
        return new FeiState
        {
            VolatilePrice = parameters.VolatilePriceStart,
            Pool = pool with { Invariant = pool.Fei * pool.Volatile, Tokens = pool.Fei },
            YieldRates = Vector.Repeat(0, layout.Count),
            Draw = Vector.Repeat(0, layout.Count),
            TargetWeights = Vector.Repeat(0, layout.Count),
            Balances = Vector.Of([.. parameters.Deposits.Select(deposit => deposit.Balance)]),
            Flows = Vector.Repeat(0, layout.Graph.Routes.Count),
            Remainder = Vector.Repeat(0, layout.Count),
            UserFei = parameters.Deposits.Sum(deposit => deposit.Balance),
            Layout = layout,
        };
    }

    static bool AreNear(double expected, double actual) => Math.Abs(actual - expected) <= 1e-9 * Math.Abs(expected);

    static bool AreNotNegative(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (value < 0)
                return false;
        }

        return true;
    }
}
