using System.Globalization;
using MathNet.Numerics.Statistics;
using Sim.Framework;
using Sim.Models.Bridge.Configuration;
using Sim.Models.Bridge.Paths;
using Sim.Models.Bridge.Prices;
using Sim.Models.Bridge.Risk;

namespace Sim.Models.Bridge.Thresholds;

/// <summary>What an analysis knows before chance comes in: the token, its prices, and what follows from them. The same for all runs of a parameter set.</summary>
sealed class Sample
{
    Sample(ThresholdParameters parameters, AnalysisSettings settings, Collateral collateral, CollateralPrices loaded)
    {
        var prices = loaded.Series;
        Prices = loaded;
        Alpha = parameters.Alpha ?? settings.Alpha;
        Paths = parameters.Paths ?? settings.Simulations;
        Periods = settings.Periods;
        Adjustment = collateral.RiskAdjustment.Total;
        Returns = Bridge.Prices.Returns.Simple(prices);
        LogReturns = [.. Returns.Select(value => Math.Log(1 + value))];
        if (Returns.Length < 2)
            throw new SimulationException($"{prices.Origin}: the prices of {prices.Pair} give {Returns.Length} returns, and a deviation needs two. Take a longer sample, or another source.");
        IsParity = parameters.Fidelity == Fidelity.Parity;
        Euler = EulerScheme.OfArguments(parameters.Growth, null, ArrayStatistics.Mean(Returns), ArrayStatistics.StandardDeviation(Returns));
        (Volatility, Growth) = IsParity ? (Euler.Volatility, Euler.Drift) : (ArrayStatistics.StandardDeviation(LogReturns), parameters.Growth);
        if (!(Volatility > 0))
            throw new SimulationException($"{prices.Origin}: the prices of {prices.Pair} never change, so there is no risk to measure. Leave the pair out, or take another source.");
        Law = IsParity ? GeometricBrownianMotion.WithGrowth(Growth, Volatility) : LawOf(parameters);
        HistoricalRisk = Each(moves => Historical(moves + (IsParity ? 1 : 0)));
        ExactRisk = Each(moves => Passage.ValueAtRisk(moves, Alpha));
        Backtest = BacktestOf(parameters.BacktestWindow);
    }

    public CollateralPrices Prices { get; }

    public double[] Returns { get; }

    public double[] LogReturns { get; }

    public double Alpha { get; }

    public int Paths { get; }

    public ThresholdPeriods Periods { get; }

    public double Adjustment { get; }

    public bool IsParity { get; }

    public double Volatility { get; }

    public double Growth { get; }

    public EulerScheme Euler { get; }

    public IReturnLaw Law { get; }

    public Levels HistoricalRisk { get; }

    public Levels ExactRisk { get; }

    public VarBacktest Backtest { get; }

    /// <summary>The exact law of the running minimum, for independent normal returns.</summary>
    public FirstPassage Passage => IsParity
        ? new FirstPassage(Euler.Drift, Euler.Volatility, IsSimple: true)
        : new FirstPassage(GeometricBrownianMotion.WithGrowth(Growth, Volatility).LogDrift, Volatility, IsSimple: false);

    /// <summary>The moves that each threshold looks over, the fewest first: the original watches as many points, the start among them.</summary>
    public int[] Moves => [.. new[] { Periods.SafeMint, Periods.PremiumRedeem, Periods.Liquidation }.Select(days => IsParity ? days - 1 : days)];

    /// <summary>Loads the prices of the token that the parameters name, from a source or from where they say.</summary>
    /// <exception cref="SimulationException">The configuration or the prices do not allow the analysis; the message says why.</exception>
    public static Sample Load(ThresholdParameters parameters, IPriceSource? source)
    {
        var configuration = ConfigurationOf(parameters);
        var (settings, debt) = (configuration.Analysis, configuration.Debt(parameters.Debt));
        var collateral = configuration.Network(parameters.Network).Collateral(parameters.Token);
        if (settings.Periods is var periods && !(periods.Liquidation >= periods.PremiumRedeem && periods.PremiumRedeem >= periods.SafeMint))
            throw new SimulationException($"{parameters.Configuration}: the periods are {periods.Liquidation}, {periods.PremiumRedeem} and {periods.SafeMint} days; liquidation is the longest and safe_mint the shortest. For the order before September 2023 keep them so and set the parameter order to forward.");
        if (!DateOnly.TryParseExact(parameters.LastDay, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last))
            throw new SimulationException($"Parameter last_day is '{parameters.LastDay}': write it as 2024-02-09.");
        source ??= parameters.PriceFolder is { } folder ? new CsvPrices(folder) : new SyntheticPrices(parameters.SyntheticSeed, parameters.SyntheticProcess);
        // A run does not await; files and synthetic prices are there at once, and a remote source is asked once for each parameter set.
        var prices = CollateralPrices.Load(source, collateral, debt, last.AddDays(-settings.SamplePeriod), last).AsTask().GetAwaiter().GetResult();
        return new Sample(parameters, settings, collateral, prices);
    }

    /// <summary>The configuration that the parameters name.</summary>
    public static BridgeConfiguration ConfigurationOf(ThresholdParameters parameters) =>
        parameters.Configuration is { } path ? BridgeConfiguration.Load(path) : BridgeConfiguration.Default;

    Levels Each(Func<int, double> ofMoves) => Levels.Of(ofMoves(Moves[2]), ofMoves(Moves[1]), ofMoves(Moves[0]));

    double Historical(int horizon) => IsParity ? HistoricalVar.EndToEnd(Prices.Series, horizon, Alpha) : HistoricalVar.RunningMinimum(Prices.Series, horizon, Alpha);

    IReturnLaw LawOf(ThresholdParameters parameters) => parameters.Process switch
    {
        ReturnProcess.GeometricBrownian => GeometricBrownianMotion.WithGrowth(Growth, Volatility),
        ReturnProcess.Garch => Garch(hasStudentT: false),
        ReturnProcess.GarchT => Garch(hasStudentT: true),
        ReturnProcess.FilteredHistorical => new FilteredHistorical(Growth, GarchFit.Of(LogReturns, hasStudentT: false)),
        ReturnProcess.Heston => new HestonModel(Growth, Volatility * Volatility, Volatility * Volatility, parameters.HestonSpeed, parameters.HestonNoise * Volatility, parameters.HestonCorrelation),
        ReturnProcess.Jumps => Jumps(parameters),
        _ => throw new SimulationException($"Parameter process is {parameters.Process}, which is none of {string.Join(", ", Enum.GetNames<ReturnProcess>())}."),
    };

    GarchProcess Garch(bool hasStudentT)
    {
        var fit = GarchFit.Of(LogReturns, hasStudentT);
        return new GarchProcess(Growth, fit.Model, fit.NextVariance);
    }

    MertonJumpDiffusion Jumps(ThresholdParameters parameters)
    {
        var share = parameters.JumpsPerDay * ((parameters.JumpMean * parameters.JumpMean) + (parameters.JumpDeviation * parameters.JumpDeviation));
        if (share > 1)
            throw new SimulationException(FormattableString.Invariant($"The jumps alone have {share:G4} times the variance of the sample: lower jumps_per_day, jump_mean or jump_deviation until jumps_per_day (jump_mean^2 + jump_deviation^2) is at most 1."));
        return new MertonJumpDiffusion(Growth, Volatility, parameters.JumpsPerDay, parameters.JumpMean * Volatility, parameters.JumpDeviation * Volatility);
    }

    VarBacktest BacktestOf(int window)
    {
        if (Returns.Length <= window)
            throw new SimulationException(FormattableString.Invariant($"{Prices.Series.Origin}: the {Returns.Length} returns of {Prices.Series.Pair} leave no day to test after a window of {window}. Lower backtest_window, or take a longer sample."));
        // One day ahead the exact value at risk is the normal quantile.
        return VarBacktest.Rolling(LogReturns, window, Alpha, past => MathNet.Numerics.Distributions.Normal.InvCDF(0, ArrayStatistics.StandardDeviation(past.ToArray()), 1 - Alpha));
    }
}
