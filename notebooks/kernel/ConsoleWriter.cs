using System.Text;

namespace Sim.Kernel;

/// <summary>Console.Out or Console.Error, as a stream of the notebook.</summary>
sealed class ConsoleWriter(OutputBuffer output, string stream) : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => output.Add(stream, value.ToString());

    public override void Write(char[] buffer, int index, int count) => output.Add(stream, new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => output.Add(stream, new string(buffer));

    public override void Write(string? value) => output.Add(stream, value ?? "");

    public override void WriteLine(string? value) => output.Add(stream, value + "\n");
}
