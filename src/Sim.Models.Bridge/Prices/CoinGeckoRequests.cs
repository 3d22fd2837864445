using System.Globalization;
using System.Net;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Sim.Framework;

namespace Sim.Models.Bridge.Prices;

/// <summary>Fetches bodies over HTTP: paced, each try with a time limit, tried again where that can help.</summary>
sealed class CoinGeckoRequests
{
    const string Elsewhere = "or take the prices from CSV files or synthetic ones";

    readonly HttpClient _client;
    readonly CoinGeckoOptions _options;
    readonly TimeProvider _time;
    readonly RequestPace _pace;
    readonly ResiliencePipeline<Answer> _retry;
    readonly ResiliencePipeline<Answer> _limit;

    internal CoinGeckoRequests(HttpClient client, CoinGeckoOptions options, TimeProvider time)
    {
        (_client, _options, _time) = (client, options, time);
        _pace = new RequestPace(options.Interval, time);
        var retry = new ResiliencePipelineBuilder<Answer> { TimeProvider = time };
        if (options.Retries > 0)
        {
            retry.AddRetry(new RetryStrategyOptions<Answer>
            {
                MaxRetryAttempts = options.Retries,
                ShouldHandle = attempt => ValueTask.FromResult(IsWorthRepeating(attempt.Outcome)),
                DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(Delay(attempt.AttemptNumber, attempt.Outcome.Result.RetryAfter)),
            });
        }

        _retry = retry.Build();
        _limit = new ResiliencePipelineBuilder<Answer> { TimeProvider = time }.AddTimeout(options.Timeout).Build();
    }

    /// <summary>The body of a successful answer.</summary>
    internal async Task<byte[]> Get(Uri url, TokenPair pair, CancellationToken cancellationToken)
    {
        var tries = 0;
        try
        {
            var answer = await _retry.ExecuteAsync(
                async token =>
                {
                    // Waiting for its turn is no part of a try's time.
                    await _pace.Turn(token).ConfigureAwait(false);
                    tries++;
                    return await _limit.ExecuteAsync(async limited => await Send(url, limited).ConfigureAwait(false), token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            return (int)answer.Status is >= 200 and < 300 ? answer.Body : throw Refusal(answer, url, pair, tries);
        }
        catch (Exception error) when (IsTransport(error))
        {
            var reason = error is TimeoutRejectedException or OperationCanceledException ? $"there was no answer in {_options.Timeout.TotalSeconds.ToString("R", CultureInfo.InvariantCulture)} s" : error.Message.TrimEnd('.');
            throw new SimulationException($"The prices of {pair} could not be fetched from {url} in {Times(tries)}: {reason}. Check the network and the address, {Elsewhere}.", error);
        }
    }

    async Task<Answer> Send(Uri url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("Sim.Models.Bridge");
        if (_options.Key is not null)
            request.Headers.Add("x-cg-demo-api-key", _options.Key);
        using var response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        var wish = response.Headers.RetryAfter;
        return new Answer(response.StatusCode, body, wish?.Delta ?? (wish?.Date - _time.GetUtcNow()));
    }

    bool IsWorthRepeating(Outcome<Answer> outcome) => outcome.Exception is { } error
        ? IsTransport(error)
        : outcome.Result.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
            && !(outcome.Result.RetryAfter > _options.LongestWait);

    TimeSpan Delay(int attempt, TimeSpan? wish)
    {
        var backoff = Math.Min(_options.Backoff.TotalSeconds * Math.Pow(2, attempt), _options.LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Max(backoff, wish?.TotalSeconds ?? 0));
    }

    // The client's own time limit shows as a cancellation that nobody asked for.
    static bool IsTransport(Exception error) => error is HttpRequestException or IOException or TimeoutRejectedException or OperationCanceledException { InnerException: TimeoutException };

    SimulationException Refusal(Answer answer, Uri url, TokenPair pair, int tries)
    {
        var advice = answer.Status switch
        {
            HttpStatusCode.NotFound => $"Correct the id '{pair.Base.Id}' of {pair.Base} in the configuration.",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"Ask for a later start, since the service's free history is short, give the key of an account, {Elsewhere}.",
            HttpStatusCode.TooManyRequests when answer.RetryAfter > _options.LongestWait => $"Try again in {(long)answer.RetryAfter.Value.TotalSeconds} s, as it asks.",
            HttpStatusCode.TooManyRequests => "Try again later, with a longer interval between requests or the key of an account.",
            >= HttpStatusCode.InternalServerError => $"Try again later, {Elsewhere}.",
            _ => $"Check the id '{pair.Base.Id}' and the currency '{pair.Quote}', {Elsewhere}.",
        };
        return new SimulationException($"The prices of {pair} were refused by {url} after {Times(tries)}: status {(int)answer.Status}{Saying(answer.Body)}. {advice}");
    }

    static string Saying(byte[] body) => MarketChart.ErrorMessage(body) is { } message ? $", saying \"{message.TrimEnd('.')}\"" : "";

    static string Times(int tries) => tries == 1 ? "1 try" : string.Create(CultureInfo.InvariantCulture, $"{tries} tries");

    readonly record struct Answer(HttpStatusCode Status, byte[] Body, TimeSpan? RetryAfter);
}
