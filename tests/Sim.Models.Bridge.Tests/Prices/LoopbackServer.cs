using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sim.Models.Bridge.Tests.Prices;

/// <summary>An HTTP server on this machine that gives prepared answers in order; the last one is given again and again.</summary>
sealed class LoopbackServer : IAsyncDisposable
{
    readonly HttpListener _listener = new();
    readonly Func<HttpListenerContext, Task>[] _answers;
    readonly List<string> _requests = [];
    readonly CancellationTokenSource _end = new();
    readonly Task _loop;

    internal LoopbackServer(params Func<HttpListenerContext, Task>[] answers)
    {
        _answers = answers;
        Address = Start();
        _loop = Task.Run(Serve);
    }

    internal Uri Address { get; private set; }

    /// <summary>Path, query and the headers that matter, of each request so far.</summary>
    internal IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    internal static Func<HttpListenerContext, Task> Answer(string body, int status = 200, params (string Name, string Value)[] headers) => async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    };

    /// <summary>Promises more than it sends, then drops the connection.</summary>
    internal static async Task BreakOff(HttpListenerContext context)
    {
        context.Response.ContentLength64 = 1000;
        await context.Response.OutputStream.WriteAsync("{\"prices\": [["u8.ToArray());
        await context.Response.OutputStream.FlushAsync();
        context.Response.Abort();
    }

    internal Func<HttpListenerContext, Task> Hang() => _ => Task.Delay(Timeout.Infinite, _end.Token);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Abort();
        await _loop;
        _end.Dispose();
    }

    // Another process may take a free port between asking for it and listening on it.
    Uri Start()
    {
        for (var tries = 0; ; tries++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            probe.Stop();
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(address);
            try
            {
                _listener.Start();
                return new Uri(address);
            }
            catch (HttpListenerException) when (tries < 20)
            {
            }
        }
    }

    async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            int index;
            lock (_requests)
            {
                index = _requests.Count;
                _requests.Add($"{context.Request.RawUrl} accept={context.Request.Headers["Accept"]} agent={context.Request.UserAgent} key={context.Request.Headers["x-cg-demo-api-key"]}");
            }

            _ = Reply(context, Math.Min(index, _answers.Length - 1));
        }
    }

    async Task Reply(HttpListenerContext context, int index)
    {
        try
        {
            await _answers[index](context);
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The client or the test has gone.
        }
    }
}
