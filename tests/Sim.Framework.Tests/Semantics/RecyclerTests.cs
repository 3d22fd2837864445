using Sim.Framework.Agents;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Semantics;

public sealed class RecyclerTests
{
    public static IEnumerable<TheoryDataRow<int>> Seeds => Cases.From(seed: 31, count: 40, random => random.Next());

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Vector_TakenAndKeptByChance_IsNeverOneInUseAndNeverMoreThanWereInUse(int seed)
    {
        var random = new Random(seed);
        var (depth, mostTaken, recycler) = (random.Next(1, 40), random.Next(1, 7), new Recycler(keepAll: false));
        var known = new HashSet<Vector>(ReferenceEqualityComparer.Instance);
        for (var run = 0; run < 2; run++)
        {
            recycler.Restart();
            var most = 0;
            var state = new List<Vector>();
            for (var timestep = 1; timestep <= 300; timestep++)
            {
                var inUse = known.Where(vector => vector.KeepUntil >= timestep).ToHashSet<Vector>(ReferenceEqualityComparer.Instance);
                for (var taken = random.Next(mostTaken + 1); taken > 0; taken--)
                {
                    var vector = recycler.Vector(length: 3, timestep);
                    Assert.True(inUse.Add(vector), $"run {run}, timestep {timestep}: a vector in use was handed out");
                    known.Add(vector);
                    if (random.Next(3) > 0)
                        Put(state, vector, random);
                }

                most = Math.Max(most, inUse.Count);
                state.ForEach(vector => vector.KeepUntil = timestep + depth);
            }

            Assert.True(run == 1 || known.Count == most, $"{known.Count} vectors were made, and at most {most} were in use at once");
        }
    }

    // Some variables change often, and some hardly ever.
    static void Put(List<Vector> state, Vector vector, Random random)
    {
        if (state.Count < 6)
            state.Add(vector);
        else
            state[random.Next(20) == 0 ? random.Next(6) : random.Next(3)] = vector;
    }
}
