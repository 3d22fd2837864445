using System.Linq.Expressions;
using MathNet.Numerics.Statistics;

namespace Sim.Framework.Execution;

/// <summary>Makes the metrics of one run after another: the selectors are compiled into one method that works on accumulators.</summary>
sealed class MetricObserver<TState, TParameters>
    where TState : struct
    where TParameters : class
{
    /// <summary>No metric is being made.</summary>
    public const int None = -1;

    readonly IReadOnlyList<Metric<TState, TParameters>> _metrics;
    readonly Action<Step<TState, TParameters>, double[], double[][]> _observe;
    readonly double[] _accumulators;
    readonly double[][] _values;
    TState[] _states = [];
    int _current = None;

    public MetricObserver(IReadOnlyList<Metric<TState, TParameters>> metrics)
    {
        _metrics = metrics;
        _observe = Compile(metrics);
        _accumulators = new double[metrics.Count];
        _values = [.. metrics.Select(_ => Array.Empty<double>())];
    }

    /// <summary>The metric being made, which is the place of a failure; <see cref="None"/> between.</summary>
    public int Current => _current;

    public bool NeedsEveryTimestep => _metrics.Any(metric => metric.Kind != MetricKind.Final);

    public static bool NeedsAllStates(IEnumerable<Metric<TState, TParameters>> metrics) => metrics.Any(metric => metric.Kind == MetricKind.Function);

    public void Restart(int timesteps)
    {
        _current = None;
        for (var metric = 0; metric < _metrics.Count; metric++)
        {
            _accumulators[metric] = _metrics[metric].Kind switch
            {
                MetricKind.Min => double.PositiveInfinity,
                MetricKind.Max => double.NegativeInfinity,
                MetricKind.FirstTime => -1,
                _ => 0,
            };
            if (_metrics[metric].Kind == MetricKind.Quantile && _values[metric].Length != timesteps + 1)
                _values[metric] = new double[timesteps + 1];
        }

        if (NeedsAllStates(_metrics) && _states.Length != timesteps + 1)
            _states = new TState[timesteps + 1];
    }

    public void Observe(Step<TState, TParameters> step)
    {
        _observe(step, _accumulators, _values);
        _current = None;
        if (_states.Length > 0)
            _states[step.Timestep] = step.CurrentState;
    }

    /// <summary>The metrics of a completed run.</summary>
    public double?[] Results(Step<TState, TParameters> step)
    {
        var results = new double?[_metrics.Count];
        for (_current = 0; _current < results.Length; _current++)
            results[_current] = Result(_current, step);
        _current = None;
        return results;
    }

    double? Result(int place, Step<TState, TParameters> step)
    {
        var metric = _metrics[place];
        switch (metric.Kind)
        {
            case MetricKind.Mean:
                return _accumulators[place] / (step.Timesteps + 1.0);
            case MetricKind.FirstTime:
                return _accumulators[place] < 0 ? null : _accumulators[place];
            case MetricKind.Quantile:
                Array.Sort(_values[place]);
                return SortedArrayStatistics.QuantileCustom(_values[place], metric.Probability, QuantileDefinition.R7);
            case MetricKind.Function:
                return metric.Function!(new Trajectory<TState, TParameters>(_states, step.Parameters));
            default:
                return _accumulators[place];
        }
    }

    Action<Step<TState, TParameters>, double[], double[][]> Compile(IReadOnlyList<Metric<TState, TParameters>> metrics)
    {
        var step = Expression.Parameter(typeof(Step<TState, TParameters>), "step");
        var accumulators = Expression.Parameter(typeof(double[]), "accumulators");
        var values = Expression.Parameter(typeof(double[][]), "values");
        var timestep = Expression.Property(step, nameof(Step<TState, TParameters>.Timestep));
        var body = new List<Expression> { Expression.Empty() };
        for (var metric = 0; metric < metrics.Count; metric++)
        {
            if (metrics[metric].Selector is not { } selector)
                continue;
            var place = Expression.ArrayAccess(accumulators, Expression.Constant(metric));
            var value = new ReplaceState(selector.Parameters[0], Expression.Field(step, nameof(Step<TState, TParameters>.CurrentState))).Visit(selector.Body);
            body.Add(Expression.Assign(Expression.Field(Expression.Constant(this), nameof(_current)), Expression.Constant(metric)));
            body.Add(metrics[metric].Kind switch
            {
                MetricKind.Final => Expression.Assign(place, value),
                MetricKind.Min => Expression.Assign(place, Expression.Call(typeof(Math), nameof(Math.Min), null, place, value)),
                MetricKind.Max => Expression.Assign(place, Expression.Call(typeof(Math), nameof(Math.Max), null, place, value)),
                MetricKind.FirstTime => Expression.IfThen(
                    Expression.AndAlso(Expression.LessThan(place, Expression.Constant(0.0)), value), Expression.Assign(place, Expression.Convert(timestep, typeof(double)))),
                MetricKind.Quantile => Expression.Assign(
                    Expression.ArrayAccess(Expression.ArrayIndex(values, Expression.Constant(metric)), timestep), value),
                _ => Expression.Assign(place, Expression.Add(place, value)),
            });
        }

        return Expression.Lambda<Action<Step<TState, TParameters>, double[], double[][]>>(
            Expression.Block(typeof(void), body), step, accumulators, values).Compile();
    }

    sealed class ReplaceState(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
