using System.Text;
using System.Text.Json.Nodes;

namespace Sim.Kernel;

/// <summary>The way out of the host: messages in the order of their making, with what is written to the console gathered into few of them.</summary>
/// <remarks>
/// Text waits until there is enough of it or time has passed; any other message sends what waits before it.
/// One thread writes; a cell only ever adds to memory, so that an abort in the middle of it cannot break a line, and waits when the reader is far behind.
/// </remarks>
sealed class OutputBuffer : IDisposable
{
    const int Enough = 16 * 1024;
    const int TooMuch = 64 * Enough;
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    readonly Action<IReadOnlyList<JsonObject>> _write;
    readonly Lock _gate = new();
    readonly ManualResetEventSlim _work = new();
    readonly ManualResetEventSlim _hurry = new();
    readonly ManualResetEventSlim _room = new(initialState: true);
    readonly StringBuilder _text = new();
    readonly Thread _writer;
    List<JsonObject> _messages = [];
    string _stream = "";
    bool _closed;

    public OutputBuffer(Action<IReadOnlyList<JsonObject>> write)
    {
        _write = write;
        _writer = new Thread(WriteAll) { IsBackground = true, Name = "output" };
        _writer.Start();
    }

    /// <summary>Adds text of a stream.</summary>
    public void Add(string stream, string text)
    {
        if (text.Length == 0)
            return;
        _room.Wait();
        Uninterrupted(() =>
        {
            if (stream != _stream)
                CloseText();
            _stream = stream;
            _text.Append(text);
            if (_text.Length >= Enough)
                _hurry.Set();
            if (_text.Length >= TooMuch)
                _room.Reset();
        });
    }

    /// <summary>Adds a message, after all text that came before it.</summary>
    public void Add(JsonObject message) => Uninterrupted(() =>
    {
        CloseText();
        _messages.Add(message);
        _hurry.Set();
    });

    /// <summary>Writes what waits, and ends.</summary>
    public void Dispose()
    {
        Uninterrupted(() =>
        {
            _closed = true;
            _hurry.Set();
        });
        _writer.Join();
    }

    /// <summary>An abort of the thread waits for the end of a finally block.</summary>
    void Uninterrupted(Action change)
    {
        try
        {
        }
        finally
        {
            lock (_gate)
                change();
            _work.Set();
        }
    }

    void CloseText()
    {
        if (_text.Length == 0)
            return;
        _messages.Add(Message.Stream(_stream, _text.ToString()));
        _text.Clear();
    }

    void WriteAll()
    {
        for (var closed = false; !closed;)
        {
            _work.Wait();
            _hurry.Wait(Delay);
            List<JsonObject> messages;
            lock (_gate)
            {
                CloseText();
                (messages, _messages, closed) = (_messages, [], _closed);
                _work.Reset();
                _hurry.Reset();
                _room.Set();
            }

            if (messages.Count > 0)
                _write(messages);
        }
    }
}
