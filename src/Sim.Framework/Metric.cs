using System.Linq.Expressions;

namespace Sim.Framework;

/// <summary>What a metric keeps of a run.</summary>
enum MetricKind
{
    Final,
    Min,
    Max,
    Mean,
    Sum,
    Quantile,
    FirstTime,
    Function,
}

/// <summary>One number for each run, made while it runs; null where there is none. Chosen through <see cref="Metrics{TState, TParameters}"/>.</summary>
public sealed class Metric<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    internal Metric(MetricKind kind, LambdaExpression? selector = null, double probability = double.NaN, Func<Trajectory<TState, TParameters>, double?>? function = null) =>
        (Kind, Selector, Probability, Function) = (kind, selector, probability, function);

    internal MetricKind Kind { get; }

    internal LambdaExpression? Selector { get; }

    internal double Probability { get; }

    internal Func<Trajectory<TState, TParameters>, double?>? Function { get; }

    /// <summary>The unit of the variable that it looks at; empty for any other function of the state.</summary>
    internal string Unit => Kind switch
    {
        MetricKind.FirstTime => "timesteps",
        MetricKind.Function => "",
        _ => Recording.VariablePath.Parse(Selector!)?.Unit ?? "",
    };

    /// <summary>The metric in words, such as <c>Max(state => state.Prey)</c>.</summary>
    internal string Text => $"{Kind}({(Kind == MetricKind.Quantile ? Recording.Invariant.Text(Probability) + ", " : "")}{Selector?.ToString() ?? "run"})";
}

/// <summary>The metrics to choose from. All look at the state at the end of every timestep, the initial state included, whatever is recorded.</summary>
/// <remarks>A run that fails has no metrics. The selectors are compiled into the run, so they cost little more than the arithmetic.</remarks>
public sealed class Metrics<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    internal static readonly Metrics<TState, TParameters> All = new();

    Metrics()
    {
    }

    /// <summary>The value at the end of the run.</summary>
    public Metric<TState, TParameters> Final(Expression<Func<TState, double>> of) => new(MetricKind.Final, of);

    /// <summary>The smallest value.</summary>
    public Metric<TState, TParameters> Min(Expression<Func<TState, double>> of) => new(MetricKind.Min, of);

    /// <summary>The largest value.</summary>
    public Metric<TState, TParameters> Max(Expression<Func<TState, double>> of) => new(MetricKind.Max, of);

    /// <summary>The arithmetic mean over timesteps 0 to T.</summary>
    public Metric<TState, TParameters> Mean(Expression<Func<TState, double>> of) => new(MetricKind.Mean, of);

    /// <summary>The sum over timesteps 0 to T, added in that order.</summary>
    public Metric<TState, TParameters> Sum(Expression<Func<TState, double>> of) => new(MetricKind.Sum, of);

    /// <summary>A quantile over timesteps 0 to T, interpolated linearly between order statistics (definition 7 of Hyndman and Fan 1996; NumPy's default).</summary>
    /// <param name="probability">From 0, the smallest value, to 1, the largest.</param>
    /// <param name="of">The quantity.</param>
    public Metric<TState, TParameters> Quantile(double probability, Expression<Func<TState, double>> of) =>
        probability is >= 0 and <= 1
            ? new(MetricKind.Quantile, of, probability)
            : throw new SimulationException($"Quantile({Recording.Invariant.Text(probability)}, …): a probability lies between 0 and 1.");

    /// <summary>The first timestep at whose end a condition holds; none when it never does.</summary>
    public Metric<TState, TParameters> FirstTime(Expression<Func<TState, bool>> holds) => new(MetricKind.FirstTime, holds);

    /// <summary>Any function of the whole run. Keeps all its states in memory while it runs, so prefer the others.</summary>
    public Metric<TState, TParameters> Of(Func<Trajectory<TState, TParameters>, double?> function) => new(MetricKind.Function, function: function);
}

/// <summary>The states of one run, for a metric that is a function of the run.</summary>
public sealed class Trajectory<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    readonly TState[] _states;

    internal Trajectory(TState[] states, TParameters parameters) => (_states, Parameters) = (states, parameters);

    /// <summary>The states at the end of timesteps 0 to T.</summary>
    public ReadOnlySpan<TState> States => _states;

    /// <summary>The parameters of the run.</summary>
    public TParameters Parameters { get; }
}
