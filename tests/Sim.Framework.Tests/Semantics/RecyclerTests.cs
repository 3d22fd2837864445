using CsCheck;
using Sim.Framework.Agents;
using Sim.Tests.Shared;

namespace Sim.Framework.Tests.Semantics;

public sealed class RecyclerTests
{
    const int Variables = 6;
    const int NotKept = -1;

    // Some variables change often, and some hardly ever; a third of what is taken is kept nowhere.
    static readonly Gen<int> Place = Gen.Frequency((1, Gen.Const(NotKept)), (2, Gen.Frequency((19, Gen.Int[0, 2]), (1, Gen.Int[0, Variables - 1]))));

    // How deep a run looks back, and for each timestep where each vector that it takes is kept.
    static readonly Gen<(int Depth, int[][] Timesteps)> Histories =
        Gen.Select(Gen.Int[1, 39], Gen.Int[1, 6].SelectMany(most => Place.Array[0, most].Array[1, 300]));

    [Fact]
    public void Vector_TakenAndKeptByChance_IsNeverOneInUseAndNeverMoreThanWereInUse() => Histories.ForAll(seed: 31, count: 100, history =>
    {
        var recycler = new Recycler(keepAll: false);
        var known = new HashSet<Vector>(ReferenceEqualityComparer.Instance);
        for (var run = 0; run < 2; run++)
        {
            recycler.Restart();
            var most = 0;
            var state = new List<Vector>();
            for (var timestep = 1; timestep <= history.Timesteps.Length; timestep++)
            {
                var inUse = known.Where(vector => vector.KeepUntil >= timestep).ToHashSet<Vector>(ReferenceEqualityComparer.Instance);
                foreach (var place in history.Timesteps[timestep - 1])
                {
                    var vector = recycler.Vector(length: 3, timestep);
                    Assert.True(inUse.Add(vector), $"run {run}, timestep {timestep}: a vector in use was handed out");
                    known.Add(vector);
                    if (place == NotKept)
                        continue;
                    if (state.Count < Variables)
                        state.Add(vector);
                    else
                        state[place] = vector;
                }

                most = Math.Max(most, inUse.Count);
                state.ForEach(vector => vector.KeepUntil = timestep + history.Depth);
            }

            Assert.True(run == 1 || known.Count == most, $"{known.Count} vectors were made, and at most {most} were in use at once");
        }
    });
}
