using Sim.Framework.Recording;

namespace Sim.Framework.Execution;

/// <summary>One partial state update block as its author declared it.</summary>
sealed class BlockDefinition(string name, Type? signal)
{
    public string Name => name;

    /// <summary>The type of the signal; null for a block without.</summary>
    public Type? Signal => signal;

    public string? Description { get; set; }

    public FunctionDefinition? Condition { get; set; }

    public Aggregator Aggregator { get; set; } = Aggregator.Sum;

    /// <summary>The author's own aggregation, <c>Func&lt;TSignal, TSignal, TSignal&gt;</c>; null for a named one.</summary>
    public Delegate? AggregatorFunction { get; set; }

    /// <summary>Where the aggregation stands in the model's table of functions.</summary>
    public int AggregationIndex { get; set; }

    public List<FunctionDefinition> Policies { get; } = [];

    public List<FunctionDefinition> Updates { get; } = [];

    /// <summary>A copy for a model to own: its builder may go on to another model, and each numbers its own functions.</summary>
    public BlockDefinition Copy()
    {
        var copy = new BlockDefinition(name, signal)
        {
            Description = Description,
            Condition = Condition is null ? null : Condition with { },
            Aggregator = Aggregator,
            AggregatorFunction = AggregatorFunction,
        };
        copy.Policies.AddRange(Policies.Select(policy => policy with { }));
        copy.Updates.AddRange(Updates.Select(update => update with { }));
        return copy;
    }
}

/// <summary>How an update gives its values.</summary>
enum UpdateShape
{
    /// <summary>Returns the new value of its variable.</summary>
    Value,

    /// <summary>Writes a <c>Span&lt;double&gt;</c> that starts as a copy of the vector.</summary>
    Vector,

    /// <summary>Writes a draft that starts as a copy of the population.</summary>
    Population,

    /// <summary>Changes the whole state in place.</summary>
    Apply,
}

/// <summary>One function of a block: a policy, an update or a condition.</summary>
sealed record FunctionDefinition(string Name, Delegate Function)
{
    /// <summary>Where it stands in the model's table of functions.</summary>
    public int Index { get; set; }

    /// <summary>What an update writes; empty for other functions.</summary>
    public IReadOnlyList<VariablePath> Writes { get; init; } = [];

    public UpdateShape Shape { get; init; }

    /// <summary>Whether an update takes the signal.</summary>
    public bool TakesSignal { get; init; }
}
