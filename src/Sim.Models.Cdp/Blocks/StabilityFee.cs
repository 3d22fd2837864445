using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Cdp.CdpState, Sim.Models.Cdp.CdpParameters>;

namespace Sim.Models.Cdp.Blocks;

/// <summary>The stability fee grows every debt of a kind alike, to the system's profit (Maker: drip).</summary>
static class StabilityFee
{
    const double DaysPerYear = 365;

    public static void Declare(BlockBuilder<CdpState, CdpParameters> block) => block
        .Describe("debts grow by the stability fee, which is the system's")
        .Apply(state => new { state.Rates, state.Ledger }, Accrue);

    static void Accrue(Step step, ref CdpState next)
    {
        var layout = step.State.Layout;
        var rates = step.Draft(step.State.Rates);
        Span<double> arts = stackalloc double[layout.Kinds];
        arts.Clear();
        var urns = step.State.Urns.Agents;
        for (var urn = 0; urn < urns.Length; urn++)
            arts[urn % arts.Length] += urns[urn].Art;
        var ledger = step.State.Ledger;
        for (var kind = 0; kind < arts.Length; kind++)
        {
            var before = rates[kind];
            rates[kind] = before * Math.Exp(layout.Collaterals[kind].Fee * step.Parameters.Days / DaysPerYear);
            ledger.Surplus += arts[kind] * (rates[kind] - before);
        }

        next.Rates = rates.ToVector();
        next.Ledger = ledger;
    }
}
