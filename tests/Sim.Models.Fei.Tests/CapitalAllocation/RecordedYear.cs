using System.Text.Json;
using Sim.Models.Fei.CapitalAllocation;

namespace Sim.Models.Fei.Tests.CapitalAllocation;

/// <summary>
/// The allocation in recorded surroundings: prices, risk, yields, draws and the protocol's part of the pool are read from a
/// record of the original, while balances, the users' part of the pool and its tokens are carried on by our functions alone.
/// </summary>
sealed class RecordedYear
{
    const int Window = 3;

    static readonly double[] Exposures = [1, 1, 0, 0];

    readonly double _rate = Rebalancing.Rate(1, 30);
    readonly Fidelity _fidelity;
    readonly double[] _feiPrices;
    readonly double[] _volatilePrices;
    readonly double[] _risks;
    readonly double[] _protocolFei;
    readonly double[] _protocolVolatile;
    readonly double[][] _yieldColumns;
    readonly double[][]? _draws;

    public RecordedYear(JsonElement record, Fidelity fidelity)
    {
        var (inputs, recorded) = (record.GetProperty("inputs"), record.GetProperty("recorded"));
        _fidelity = fidelity;
        _feiPrices = inputs.Numbers("fei_price");
        _volatilePrices = inputs.Numbers("volatile_asset_price");
        _risks = inputs.Numbers("volatile_asset_risk_metric");
        _protocolFei = inputs.Numbers("pool_fei_protocol");
        _protocolVolatile = inputs.Numbers("pool_volatile_protocol");
        _yieldColumns = inputs.Rows("yield_rates");
        _draws = inputs.TryGetProperty("dirichlet_draws", out _) ? inputs.Rows("dirichlet_draws") : null;
        Balances = [.. recorded.Rows("balances").Select(static column => column[0])];
        Pool = new LiquidityPool
        {
            UserFei = Balances[0],
            ProtocolFei = _protocolFei[0],
            UserVolatile = recorded.Numbers("pool_volatile_user")[0],
            ProtocolVolatile = _protocolVolatile[0],
            Tokens = recorded.Numbers("pool_tokens")[0],
        };
    }

    public double[] Before { get; } = new double[4];

    public double[] Balances { get; }

    public LiquidityPool Pool { get; private set; }

    public double[] Targets { get; } = new double[4];

    public double[] Changes { get; } = new double[4];

    public double[] Flows { get; } = new double[6];

    public double[] Moved { get; } = new double[6];

    public double[] Remainder { get; } = new double[4];

    public void Step(int timestep)
    {
        Arbitrage(timestep);
        Balances.CopyTo(Before, 0);
        SetTargets(timestep);
        Rebalancing.NetChanges(Balances, Targets, _rate, _fidelity, Changes);
        if (_fidelity == Fidelity.Parity)
        {
            TransferFlows.Parity(Changes, Flows);
            Rebalancing.TransferInOrder(Flows, _feiPrices[timestep], Balances, Moved);
        }
        else
        {
            TransferFlows.Proportional(Changes, Flows);
            Rebalancing.ApplyAtOnce(Balances, Changes, Balances);
        }

        Rebalancing.Remainder(Before, Changes, Balances, Remainder);
        Pool = Pool.AfterRebalancing(Balances[0], _feiPrices[timestep], _volatilePrices[timestep], _fidelity);
        Balances[0] = Pool.UserFei;
    }

    /// <summary>Between two rebalancings arbitrage scales both owners' parts of each side alike; the protocol's are recorded.</summary>
    void Arbitrage(int timestep)
    {
        var users = Pool.UserFei / Pool.ProtocolFei;
        Pool = Pool with
        {
            UserFei = users * _protocolFei[timestep],
            ProtocolFei = _protocolFei[timestep],
            UserVolatile = users * _protocolVolatile[timestep],
            ProtocolVolatile = _protocolVolatile[timestep],
        };
        Pool = Pool with { Invariant = Pool.Fei * Pool.Volatile };
        Balances[0] = Pool.UserFei;
    }

    void SetTargets(int timestep)
    {
        if (_draws is not null)
        {
            TargetWeights.Exogenous(Balances, _draws[timestep], _rate, Targets);
            return;
        }

        var window = new YieldWindow(stackalloc double[8], Window);
        var (first, count) = YieldWindow.Rows(timestep, timestep, Window, _fidelity);
        for (var row = first; row < first + count; row++)
            window.Add([.. _yieldColumns.Select(column => column[row])]);
        TargetWeights.Endogenous(window, Exposures, _risks[timestep], _fidelity, Targets);
    }
}
