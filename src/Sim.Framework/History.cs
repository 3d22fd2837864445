using System.Runtime.CompilerServices;

namespace Sim.Framework;

/// <summary>The states at the end of past timesteps, as far back as the model remembers.</summary>
/// <remarks><c>History[1]</c> is the end of the previous timestep, which in the first block is also the current state. Read-only.</remarks>
public sealed class History<TState>
    where TState : struct
{
    readonly TState[] _ring;
    int _last;

    internal History(int depth) => _ring = new TState[depth];

    /// <summary>How many past timesteps can be asked for now: the initial state counts as one, and early timesteps have fewer than the depth.</summary>
    public int Count { get; private set; }

    /// <summary>How many past timesteps the model remembers.</summary>
    public int Depth => _ring.Length;

    /// <summary>The state at the end of the timestep that lies <paramref name="timestepsBack"/> timesteps back, from 1.</summary>
    /// <exception cref="SimulationException"><paramref name="timestepsBack"/> is below 1, above the model's depth, or above <see cref="Count"/>.</exception>
    public ref readonly TState this[int timestepsBack]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // Nothing overflows once the first line has passed.
            unchecked
            {
                if ((uint)(timestepsBack - 1) >= (uint)Count)
                    throw OutOfReach(timestepsBack);
                var place = _last - timestepsBack + 1;
                return ref _ring[place < 0 ? place + _ring.Length : place];
            }
        }
    }

    internal void Restart() => (Count, _last) = (0, -1);

    internal void Push(in TState state)
    {
        _last = _last + 1 == _ring.Length ? 0 : _last + 1;
        _ring[_last] = state;
        Count = Math.Min(Count + 1, _ring.Length);
    }

    internal void Replace(in TState state)
    {
        if (Count > 0)
            _ring[_last] = state;
    }

    SimulationException OutOfReach(int timestepsBack) => new(
        timestepsBack < 1 ? $"History[{timestepsBack}] does not exist: the previous timestep is History[1]."
        : timestepsBack > Depth ? $"History[{timestepsBack}] looks back {timestepsBack} timesteps, but the model remembers {Depth}: add .RememberLast({timestepsBack}) to the model."
        : $"History[{timestepsBack}] looks back {timestepsBack} timesteps, but only {Count} have passed: ask History.Count first.");
}
