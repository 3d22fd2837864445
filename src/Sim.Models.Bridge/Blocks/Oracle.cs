using Sim.Framework;
using Step = Sim.Framework.Step<Sim.Models.Bridge.BridgeState, Sim.Models.Bridge.BridgeParameters>;

namespace Sim.Models.Bridge.Blocks;

/// <summary>B2: feeds report what they see, and the oracle takes the median of those that do.</summary>
static class Oracle
{
    public static void Declare(BlockBuilder<BridgeState, BridgeParameters> block) => block
        .Describe("feeds with errors, age and outages; the oracle's price is the median of those that report")
        .Apply(state => new { state.Collaterals, state.FeedErrors, state.OraclePrices }, Report);

    static void Report(Step step, ref BridgeState next)
    {
        var (oracle, random) = (step.Parameters.Oracle, step.Random);
        var errors = step.Draft(step.State.FeedErrors);
        if (oracle.FeedError > 0)
            MoveErrors(step, errors.Span);
        next.FeedErrors = errors.ToVector();
        var isOut = oracle.Outage > 0 && random.NextDouble() < oracle.Outage;
        var draft = step.Draft(step.State.Collaterals);
        var prices = step.Draft(step.State.OraclePrices);
        Span<double> reports = stackalloc double[oracle.Feeds];
        for (var type = 0; type < draft.Count; type++)
        {
            ref var collateral = ref draft.Agents[type];
            var seen = Seen(collateral, step.Parameters);
            var count = 0;
            for (var feed = 0; feed < oracle.Feeds; feed++)
            {
                if (oracle.FeedOutage == 0 || random.NextDouble() >= oracle.FeedOutage)
                    reports[count++] = seen * Math.Exp(errors.Span[(type * oracle.Feeds) + feed]);
            }

            var isOffline = isOut || count == 0;
            collateral.OracleAge = isOffline ? collateral.OracleAge + 1 : 0;
            if (!isOffline)
                collateral.OraclePrice = Median(reports[..count]);
            prices.Span[type] = collateral.OraclePrice;
        }

        next.Collaterals = draft.ToPopulation();
        next.OraclePrices = prices.ToVector();
    }

    /// <summary>Autoregressive errors whose variance stays what it is.</summary>
    static void MoveErrors(Step step, Span<double> errors)
    {
        var oracle = step.Parameters.Oracle;
        var fresh = oracle.FeedError * Math.Sqrt(1 - (oracle.FeedPersistence * oracle.FeedPersistence));
        foreach (ref var error in errors)
            error = (oracle.FeedPersistence * error) + (fresh * step.Random.Normal());
    }

    /// <summary>The price of a while ago, between yesterday's and today's on a logarithmic scale.</summary>
    static double Seen(in CollateralState collateral, BridgeParameters parameters)
    {
        var price = parameters.Market.OracleSeesImpact ? collateral.Price * (1 - collateral.Impact) : collateral.Price;
        return parameters.Oracle.Lag > 0 ? price * Math.Pow(collateral.PreviousPrice / price, parameters.Oracle.Lag) : price;
    }

    /// <summary>The middle report; the mean of the middle two for an even count, as the chain's code has it.</summary>
    internal static double Median(Span<double> reports)
    {
        reports.Sort();
        var middle = reports.Length / 2;
        return reports.Length % 2 == 1 ? reports[middle] : (reports[middle - 1] + reports[middle]) / 2;
    }
}
