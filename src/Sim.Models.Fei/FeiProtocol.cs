using Sim.Framework;
using Sim.Models.Fei.Blocks;
using Sim.Models.Fei.CapitalAllocation;
using Sim.Models.Fei.Ecosystem;

namespace Sim.Models.Fei;

/// <summary>The FEI protocol: what stands behind the stablecoin, and how its users spread it over deposits that yield differently and carry different risks.</summary>
/// <remarks>Source: CADLabs/fei-protocol-model at 0818fbe. See README.md beside this file and docs/models/fei.md.</remarks>
public static class FeiProtocol
{
    /// <summary>The model.</summary>
    /// <param name="longestWindow">The longest moving-average or risk window that parameters will ask for, in timesteps.</param>
    public static Model<FeiState, FeiParameters> Create(int longestWindow = 30) => Model
        .Define<FeiState, FeiParameters>("fei")
        .StartFrom(parameters => Start(parameters, longestWindow))
        .RememberLast(longestWindow)
        .Block("clock", Clock.Declare)
        .Block("FEI accounting", FeiAccounting.Declare)
        .Block("PCV accounting", PcvAccounting.Declare)
        .Block("system metrics", ProtocolMetrics.Declare)
        .Block("prices", PriceProcesses.Declare)
        .Block<Arbitraged>("liquidity pool", Arbitrage.Declare)
        .Block<Settlement>("peg stability module", PegModule.Declare)
        .Block<MarketUse>("money market", MoneyMarket.Declare)
        .Block<Accrual>("PCV yield", PcvYields.Declare)
        .Block("yield management", YieldManagement.Declare)
        .Block<Backed>("PCV rebalancing", Backing.Declare)
        .Block<SavingsRate>("savings rate", Savings.Declare)
        .Block("weights", Weights.Declare)
        .Block("rebalancing", Rebalance.Declare)
        .Block<Books>("closing accounts", Closing.Declare)
        .Invariant("balances are not negative", step => AreNotNegative(step.State.Balances.Span) && AreNotNegative(step.State.Protocol))
        .Invariant("users' FEI is the sum of their balances", step => AreNear(step.State.UserFei, step.State.Balances.Sum()))
        .Invariant("FEI changes by minting and redeeming alone", step => step.Timestep == 0 || AreNear(AllFei(step.State), AllFei(step.History[1]) + step.State.Trade.FeiMinted + step.State.FeiCreated))
        .Invariant("rebalancing creates no FEI", step => step.State.FeiCreated == 0 || step.Parameters.Fidelity.Keeps(Fidelity.PriceRatioLiquidity))
        .Invariant("target weights are shares", step => step.Timestep == 0 || (AreNotNegative(step.State.TargetWeights.Span) && AreNear(1, step.State.TargetWeights.Sum())))
        .Invariant("the pool's sides multiply to its invariant", step => AreNear(step.State.Pool.Invariant, step.State.Pool.Fei * step.State.Pool.Volatile))
        .Invariant("users own the same share of both sides of the pool", step => AreNear(step.State.Pool.Invariant + (step.State.Pool.UserFei * step.State.Pool.Volatile), step.State.Pool.Invariant + (step.State.Pool.UserVolatile * step.State.Pool.Fei)))
        .Invariant("what is borrowed is the used share of the market", step => step.Timestep == 0 || AreNear(step.State.Market.Borrowed, step.State.Market.Utilization * MarketFei(step.History[1])))
        .Invariant("PCV is its stable and its volatile part", step => AreNear(step.State.Pcv.Total, step.State.Pcv.StableValue + step.State.Pcv.VolatileValue))
        .Invariant("the risk metric lies between 0 and 1", step => step.State.Risk.Metric is >= 0 and <= 1)
        .Build();

    static FeiState Start(FeiParameters parameters, int longestWindow)
    {
        var layout = new DepositLayout(parameters, longestWindow);
        var atStart = new Prices { Fei = parameters.FeiPrice.AtStart, Stable = parameters.StablePrice.AtStart, Volatile = parameters.VolatilePrice.AtStart };
        var prices = parameters.Fidelity.Keeps(Fidelity.LiteralPrices) ? new Prices { Fei = 1, Stable = 1, Volatile = 2_000 } : atStart;
        var state = new FeiState
        {
            Price = prices,
            UtilizationProcess = parameters.Utilization.AtStart,
            SavingsRate = parameters.SavingsRate.AtStart,
            Pool = StartPool(parameters, layout, atStart),
            Protocol = StartDeposits(parameters.Protocol, prices),
            YieldRates = Vector.Repeat(0, layout.Count),
            Draw = Vector.Repeat(0, layout.Count),
            TargetWeights = Vector.Repeat(0, layout.Count),
            Balances = Vector.Of([.. parameters.Deposits.Select(deposit => deposit.Balance)]),
            Flows = Vector.Repeat(0, layout.Graph.Routes.Count),
            Remainder = Vector.Repeat(0, layout.Count),
            UserFei = parameters.Deposits.Sum(deposit => deposit.Balance),
            Layout = layout,
        };
        state.Trade = new PoolTrade { ValueLocked = (state.Pool.Fei * atStart.Fei) + (state.Pool.Volatile * atStart.Volatile) };
        state.Supply = Accounts.Supply(state, layout.SumOf(DepositKind.MoneyMarket, state.Balances.Span), parameters.Fidelity);
        state.Pcv = Accounts.Pcv(state, prices);
        state.Metrics = Accounts.Metrics(state.Supply, state.Pcv, 0, 0, prices, parameters.Days);
        return state;
    }

    static LiquidityPool StartPool(FeiParameters parameters, DepositLayout layout, Prices prices)
    {
        var (fei, units) = (parameters.LiquidityPoolTvl / 2 / prices.Fei, parameters.LiquidityPoolTvl / 2 / prices.Volatile);
        var userFei = layout.Pool < 0 ? 0 : parameters.Deposits[layout.Pool].Balance;
        var pool = new LiquidityPool { UserFei = userFei, ProtocolFei = fei, UserVolatile = userFei * units / fei, ProtocolVolatile = units };
        return pool with { Invariant = pool.Fei * pool.Volatile, Tokens = pool.Fei };
    }

    static ProtocolDeposits StartDeposits(InitialProtocolDeposits initial, Prices prices) => new()
    {
        FeiIdle = initial.FeiIdle,
        FeiMoneyMarket = initial.FeiMoneyMarket,
        StableIdle = PcvDeposit.Of(initial.StableIdle, prices.Stable),
        StableYieldBearing = PcvDeposit.Of(initial.StableYieldBearing, prices.Stable),
        VolatileIdle = PcvDeposit.Of(initial.VolatileIdle, prices.Volatile),
        VolatileYieldBearing = PcvDeposit.Of(initial.VolatileYieldBearing, prices.Volatile),
    };

    static double AllFei(in FeiState state) =>
        state.UserFei + (state.Layout.Pool < 0 ? state.Pool.UserFei : 0) + state.Pool.ProtocolFei + state.Protocol.FeiIdle + state.Protocol.FeiMoneyMarket;

    static double MarketFei(in FeiState state) => state.Layout.SumOf(DepositKind.MoneyMarket, state.Balances.Span) + state.Protocol.FeiMoneyMarket;

    static bool AreNear(double expected, double actual) => Math.Abs(actual - expected) <= 1e-9 * Math.Abs(expected);

    static bool AreNotNegative(in ProtocolDeposits deposits) =>
        deposits.StableIdle.Balance >= 0 && deposits.StableYieldBearing.Balance >= 0 && deposits.VolatileIdle.Balance >= 0 && deposits.VolatileYieldBearing.Balance >= 0;

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
