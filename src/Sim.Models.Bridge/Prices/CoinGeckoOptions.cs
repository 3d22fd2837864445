namespace Sim.Models.Bridge.Prices;

/// <summary>How CoinGecko is asked.</summary>
public sealed record CoinGeckoOptions
{
    /// <summary>The root of the service.</summary>
    public Uri Address { get; init; } = new("https://api.coingecko.com/api/v3");

    /// <summary>The folder that keeps the answers as they came, so that a period is fetched once; null to keep none.</summary>
    public string? Cache { get; init; }

    /// <summary>The key of a demo account, which the service grants a higher rate; null to ask without one.</summary>
    public string? Key { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried again when the service is busy, fails or cannot be reached.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The wait before the first repetition; each later one is twice as long. The service's own wish counts if it is longer.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait that is worth it; if the service asks for more, the request fails at once.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The time from one request to the next: the rate limit.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2.5);
}
