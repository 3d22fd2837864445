using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Sim.Benchmarks;

/// <summary>Whether what a function sees should be a class or a readonly ref struct: the same loop over the same functions, both ways, called and inlined.</summary>
/// <remarks>Read by docs/decisions/001-step-is-a-class.md.</remarks>
[MemoryDiagnoser]
public class StepShape
{
    const int Timesteps = 100_000;
    const double Birth = 0.001;
    const double Meeting = 0.0001;

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double ClassCalled()
    {
        var step = new ClassStep();
        for (var timestep = 1; timestep <= Timesteps; timestep++)
        {
            var flow = Births(step) + Deaths(step);
            (step.Current.Prey, step.Current.Predators) = (step.State.Prey + flow.Prey, step.State.Predators + flow.Predators);
        }

        return step.Current.Prey;
    }

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double RefStructCalled()
    {
        var current = Pair.Start;
        for (var timestep = 1; timestep <= Timesteps; timestep++)
        {
            var step = new RefStep(ref current);
            var flow = Births(step) + Deaths(step);
            (current.Prey, current.Predators) = (step.State.Prey + flow.Prey, step.State.Predators + flow.Predators);
        }

        return current.Prey;
    }

    [Benchmark(OperationsPerInvoke = Timesteps, Baseline = true)]
    public double ClassInlined()
    {
        var step = new ClassStep();
        for (var timestep = 1; timestep <= Timesteps; timestep++)
        {
            var flow = BirthsInlined(step) + DeathsInlined(step);
            (step.Current.Prey, step.Current.Predators) = (step.State.Prey + flow.Prey, step.State.Predators + flow.Predators);
        }

        return step.Current.Prey;
    }

    [Benchmark(OperationsPerInvoke = Timesteps)]
    public double RefStructInlined()
    {
        var current = Pair.Start;
        for (var timestep = 1; timestep <= Timesteps; timestep++)
        {
            var step = new RefStep(ref current);
            var flow = BirthsInlined(step) + DeathsInlined(step);
            (current.Prey, current.Predators) = (step.State.Prey + flow.Prey, step.State.Predators + flow.Predators);
        }

        return current.Prey;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Pair Births(ClassStep step) => BirthsInlined(step);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Pair Births(in RefStep step) => BirthsInlined(step);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Pair Deaths(ClassStep step) => DeathsInlined(step);

    [MethodImpl(MethodImplOptions.NoInlining)]
    static Pair Deaths(in RefStep step) => DeathsInlined(step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Pair BirthsInlined(ClassStep step) => new(Birth * step.State.Prey, Meeting * step.State.Prey * step.State.Predators);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Pair BirthsInlined(in RefStep step) => new(Birth * step.State.Prey, Meeting * step.State.Prey * step.State.Predators);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Pair DeathsInlined(ClassStep step) => new(-Meeting * step.State.Prey * step.State.Predators, -Birth * step.State.Predators);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Pair DeathsInlined(in RefStep step) => new(-Meeting * step.State.Prey * step.State.Predators, -Birth * step.State.Predators);

    record struct Pair(double Prey, double Predators)
    {
        public static Pair Start => new(100, 15);

        public static Pair operator +(Pair left, Pair right) => new(left.Prey + right.Prey, left.Predators + right.Predators);
    }

    sealed class ClassStep
    {
        public Pair Current = Pair.Start;

        public ref readonly Pair State => ref Current;
    }

    readonly ref struct RefStep(ref Pair current)
    {
        readonly ref Pair _current = ref current;

        public ref readonly Pair State => ref _current;
    }
}
