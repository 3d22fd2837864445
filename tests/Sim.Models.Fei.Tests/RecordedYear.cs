using System.Text.Json;

namespace Sim.Models.Fei.Tests;

/// <summary>A recorded year of the original: the processes it was fed with, as parameters.</summary>
static class RecordedYear
{
    public static FeiParameters Parameters(JsonElement record)
    {
        var inputs = record.GetProperty("inputs");
        var parameters = new FeiParameters
        {
            StablePrice = Process.Recorded(inputs.Numbers("stable_asset_price")),
            VolatilePrice = Process.Recorded(inputs.Numbers("volatile_asset_price")),
            Utilization = Process.Recorded(inputs.Numbers("utilization")),
            SavingsRate = Process.Recorded(inputs.Numbers("fei_savings_rate")),
        };
        return record.TryGetProperty("dirichlet_draws_by_timestep", out _)
            ? parameters with { WeightSource = WeightSource.Exogenous, RecordedDraws = record.Rows("dirichlet_draws_by_timestep") }
            : parameters;
    }
}
