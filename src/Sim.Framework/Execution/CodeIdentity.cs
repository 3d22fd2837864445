using System.Globalization;
using System.Reflection;

namespace Sim.Framework.Execution;

/// <summary>Which code results come from: the assemblies of the engine, the model and the metrics, with version and build.</summary>
static class CodeIdentity
{
    /// <summary>One line an assembly, such as <c>Sim.Models.Fei 0.1.0 (4be1…)</c>, in order. A build of the same source with the same compiler has the same line.</summary>
    public static IReadOnlyList<string> Of<TState, TParameters>(ExperimentSettings<TState, TParameters> settings)
        where TState : struct
        where TParameters : class
    {
        var functions = settings.Simulations.SelectMany(simulation => Functions(simulation.Model))
            .Concat(settings.Metrics.Select(metric => (Delegate?)metric.Metric.Function));
        return
        [
            .. functions.OfType<Delegate>().Select(function => function.Method.Module)
                .Concat([typeof(CodeIdentity).Module, typeof(TState).Module, typeof(TParameters).Module])
                .Distinct().Select(Line).Order(StringComparer.Ordinal),
        ];
    }

    static IEnumerable<Delegate?> Functions<TState, TParameters>(Model<TState, TParameters> model)
        where TState : struct
        where TParameters : class =>
        model.Blocks.SelectMany(block => block.Policies.Concat(block.Updates).Select(function => (Delegate?)function.Function).Append(block.Condition?.Function).Append(block.AggregatorFunction))
            .Concat(model.Invariants.Select(invariant => invariant.Function))
            .Append(model.Initial);

    static string Line(Module module)
    {
        var name = module.Assembly.GetName();
        return string.Create(CultureInfo.InvariantCulture, $"{name.Name} {name.Version?.ToString(3)} ({module.ModuleVersionId.ToString("N")[..16]})");
    }
}
