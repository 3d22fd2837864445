using System.Text;
using System.Text.Json.Nodes;
using Sim.Kernel;

// Speaks with sim_kernel.py. Each line of ours begins with the record separator of RFC 7464, so that what a native library prints among them is told apart.
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var requests = new StreamReader(Console.OpenStandardInput(), utf8);
using var answers = new StreamWriter(Console.OpenStandardOutput(), utf8, bufferSize: 64 * 1024);
var folder = Directory.CreateTempSubdirectory("sim-kernel-").FullName;
try
{
    using var output = new OutputBuffer(Write);
    new Host(requests, output, folder).Run();
}
finally
{
    Directory.Delete(folder, recursive: true);
}

void Write(IReadOnlyList<JsonObject> messages)
{
    foreach (var message in messages)
        answers.Write($"\u001e{message.ToJsonString()}\n");
    answers.Flush();
}
