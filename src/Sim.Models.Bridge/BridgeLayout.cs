using Sim.Framework;
using Sim.Framework.Agents;
using Sim.Framework.Randomness;
using Sim.Models.Bridge.Pools;

namespace Sim.Models.Bridge;

/// <summary>What follows from the parameters of a run, worked out once at its start, and the state that it starts from.</summary>
sealed class BridgeLayout
{
    /// <summary>How many days of sales a recovery by a power law remembers.</summary>
    public const int ImpulseDays = 128;

    public BridgeLayout(BridgeParameters parameters)
    {
        Types = [parameters.Collateral, .. parameters.Others];
        Recovery = parameters.Market.Recovery == RecoveryShape.Exponential
            ? ImpactRecovery.Exponential(parameters.Market.RecoveryRate, parameters.Market.PermanentShare)
            : ImpactRecovery.PowerLaw(parameters.Market.RecoveryScale, parameters.Market.RecoveryExponent, parameters.Market.PermanentShare);
        DayLeft = Recovery.Left(1);
        Requote = 1 - Math.Exp(-parameters.Market.RequoteRate);
        Check(parameters);
    }

    /// <summary>The collateral types, the first one first.</summary>
    public CollateralType[] Types { get; }

    public ImpactRecovery Recovery { get; }

    /// <summary>The share of a transient impact that is left a day later, if it fades exponentially.</summary>
    public double DayLeft { get; }

    /// <summary>The share of the way that outside arbitrage moves a pool in a day.</summary>
    public double Requote { get; }

    /// <summary>The state at the start: vaults of different size and care, each with as much debt as its own target allows.</summary>
    public static BridgeState Start(BridgeParameters parameters, RandomStream random)
    {
        var layout = new BridgeLayout(parameters);
        var vaults = layout.Vaults(parameters, random);
        var collaterals = new CollateralState[layout.Types.Length];
        for (var type = 0; type < collaterals.Length; type++)
            collaterals[type] = layout.CollateralOf(type, parameters, vaults);
        var feedErrors = new double[collaterals.Length * parameters.Oracle.Feeds];
        random.Normals(feedErrors);
        var premium = parameters.Wrapped.Premium;
        var wrapped = parameters.Wrapped.PoolDepth > 0 ? ConstantProductPool.At(1 + premium, parameters.Wrapped.PoolDepth, parameters.Market.PoolFee) : default;
        var state = new BridgeState
        {
            Vaults = Population<Vault>.Of(vaults),
            Collaterals = Population<CollateralState>.Of(collaterals),
            Prices = Vector.Of([.. collaterals.Select(collateral => collateral.Price)]),
            OraclePrices = Vector.Of([.. collaterals.Select(collateral => collateral.OraclePrice)]),
            WrappedPool = wrapped,
            LeastProduct = wrapped.Product,
            Supply = parameters.Supply,
            FeedErrors = Vector.Of([.. feedErrors.Select(error => error * parameters.Oracle.FeedError)]),
            Impulses = Vector.Repeat(0, layout.Recovery.Shape == RecoveryShape.PowerLaw ? ImpulseDays * collaterals.Length : 0),
            Layout = layout,
            Solvency = new Solvency { Premium = premium },
        };
        return state with { Solvency = Accounts.Of(state, state.Vaults, state.Collaterals, premium), ActiveVaults = vaults.Length };
    }

    Vault[] Vaults(BridgeParameters parameters, RandomStream random)
    {
        var operators = parameters.Operators;
        var vaults = new Vault[parameters.Vaults];
        var sizes = new double[vaults.Length];
        for (var place = 0; place < vaults.Length; place++)
        {
            sizes[place] = Math.Exp(operators.SizeSpread * random.Normal());
            var buffer = Math.Exp(operators.TargetBuffer + (operators.TargetSpread * random.Normal()));
            var period = PeriodOf(operators, random.Integer(0, 3));
            vaults[place] = new Vault
            {
                Type = TypeOf((place + 0.5) / vaults.Length),
                Target = Math.Max(1, buffer),
                CheckPeriod = period,
                CheckPhase = random.Integer(0, Math.Max(1, period)),
            };
        }

        var all = sizes.Sum();
        for (var place = 0; place < vaults.Length; place++)
        {
            ref var vault = ref vaults[place];
            var type = Types[vault.Type];
            vault.Target *= type.Secure;
            vault.Debt = vault.Bitcoin = parameters.Supply * sizes[place] / all;
            vault.Collateral = vault.Debt * vault.Target / type.Price;
            vault.Reserve = operators.Reserve * vault.Collateral;
            vault.OwnTokens = operators.OwnTokens * vault.Debt;
        }

        return vaults;
    }

    static int PeriodOf(OperatorParameters operators, int draw) => operators.CheckPeriod == 0 || !operators.MixedPeriods
        ? operators.CheckPeriod
        : draw switch
        {
            0 => 1,
            1 => 7,
            _ => operators.CheckPeriod,
        };

    CollateralState CollateralOf(int type, BridgeParameters parameters, Vault[] vaults)
    {
        var (kind, deposited, locked) = (Types[type], 0.0, 0.0);
        foreach (var vault in vaults)
        {
            if (vault.Type == type)
                (deposited, locked) = (deposited + vault.Collateral + vault.Reserve, locked + vault.Collateral);
        }

        if (locked * kind.Price > kind.Ceiling)
            throw new SimulationException(FormattableString.Invariant($"Collateral type {type} starts with {locked * kind.Price} BTC worth in vaults, above its Ceiling of {kind.Ceiling}: raise the Ceiling or lower the Supply."));
        var pool = ConstantProductPool.At(kind.Price, kind.PoolDepth, parameters.Market.PoolFee);
        return new CollateralState
        {
            Price = kind.Price,
            PreviousPrice = kind.Price,
            Low = kind.Price,
            OraclePrice = kind.Price,
            Variance = kind.Volatility * kind.Volatility,
            Pool = pool,
            LeastProduct = pool.Product,
            Deposited = deposited,
        };
    }

    /// <summary>The type whose part of the vaults, laid side by side by weight, holds this point of 0 to 1.</summary>
    int TypeOf(double point)
    {
        var (reached, all) = (0.0, Types.Sum(type => type.Weight));
        for (var type = 0; type < Types.Length - 1; type++)
        {
            reached += Types[type].Weight / all;
            if (point < reached)
                return type;
        }

        return Types.Length - 1;
    }

    void Check(BridgeParameters parameters)
    {
        for (var type = 0; type < Types.Length; type++)
        {
            var (secure, premium, liquidation) = (Types[type].Secure, Types[type].Premium, Types[type].Liquidation);
            if (!(secure >= premium && premium >= liquidation))
                throw new SimulationException(FormattableString.Invariant($"Collateral type {type} has thresholds Secure {secure}, Premium {premium}, Liquidation {liquidation}: each must be at least the next."));
            if (!(Types[type].Price > 0 && Types[type].PoolDepth > 0 && Types[type].Volatility >= 0 && Types[type].Weight >= 0))
                throw new SimulationException($"Collateral type {type} is {Types[type]}: price and pool depth must be positive, volatility and weight 0 or more.");
        }

        if (!(Types.Sum(type => type.Weight) > 0))
            throw new SimulationException("All collateral types have Weight 0, so no vault has any: give one a positive weight.");
        if (parameters.Market.Process is PriceProcess.Garch or PriceProcess.GarchT && parameters.Market.Alpha + parameters.Market.Beta >= 1)
            throw new SimulationException(FormattableString.Invariant($"Alpha {parameters.Market.Alpha} and Beta {parameters.Market.Beta} add up to 1 or more, so variance has no long run: lower one."));
    }
}
