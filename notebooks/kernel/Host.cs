using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;

namespace Sim.Kernel;

/// <summary>Answers the requests of the wrapper, one JSON object a line, until there are no more of them.</summary>
/// <remarks>
/// Requests: <c>execute</c> (id, code, cell), <c>interrupt</c>, <c>complete</c> and <c>inspect</c> (id, code, position), <c>is_complete</c> (id, code).
/// Only this thread reads, so that an interrupt is heard while a cell runs.
/// </remarks>
sealed class Host(TextReader requests, OutputBuffer output, string folder)
{
    readonly Session _session = new(folder);

    /// <summary>Reads until the end of the requests.</summary>
    public void Run()
    {
        Console.SetIn(TextReader.Null);
        Console.SetOut(new ConsoleWriter(output, "stdout"));
        Console.SetError(new ConsoleWriter(output, "stderr"));
        Notebook.Show = bundle => output.Add(Message.Bundle("display", bundle));
        ExceptionHandling.SetUnhandledExceptionHandler(exception =>
        {
            Console.Error.WriteLine("On a thread that no cell waits for:\n" + string.Join('\n', CellError.Of(exception).Traceback));
            return true;
        });
        WarmUp();
        output.Add(Message.Ready());
        var runner = new CellRunner(_session, output);
        while (requests.ReadLine() is { } line)
            Answer(JsonNode.Parse(line)!, runner);
    }

    /// <summary>The first cell should not be the slow one.</summary>
    void WarmUp()
    {
        var (start, errors) = _session.Compile("Enumerable.Range(0, 2).Select(number => new { number, half = $\"{number / 2.0}\" })", "start");
        Trace.Assert(start is not null, string.Join('\n', errors));
        _ = Display.Of(start!().GetAwaiter().GetResult());
    }

    void Answer(JsonNode request, CellRunner runner)
    {
        var code = (string?)request["code"] ?? "";
        var id = (int?)request["id"] ?? 0;
        switch ((string?)request["type"])
        {
            case "execute":
                runner.Start(code, (int)request["cell"]!, error => output.Add(Message.Done(id, error)));
                break;
            case "interrupt":
                runner.Interrupt();
                break;
            case "complete":
                var (start, matches) = Names.Complete(_session, code, (int)request["position"]!);
                output.Add(Message.Reply(id, new JsonObject { ["start"] = start, ["matches"] = Message.Array(matches) }));
                break;
            case "inspect":
                output.Add(Message.Reply(id, new JsonObject { ["text"] = Names.Inspect(_session, code, (int)request["position"]!) }));
                break;
            case "is_complete":
                var (status, indent) = Completeness.Of(code);
                output.Add(Message.Reply(id, new JsonObject { ["status"] = status, ["indent"] = indent }));
                break;
            case var unknown:
                output.Add(Message.Done(id, CellError.Of("Protocol", $"The host knows no request '{unknown}'.")));
                break;
        }
    }
}
