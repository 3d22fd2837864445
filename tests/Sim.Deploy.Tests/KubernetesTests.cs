using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Sim.Deploy.Tests;

/// <summary>The files of deploy/kubernetes against each other and against the program: as far as one gets without a cluster.</summary>
public sealed class KubernetesTests
{
    static readonly YamlNode Shards = Load("shards.yaml"), Finish = Load("finish.yaml"), Volume = Load("volume.yaml");

    static YamlNode Load(string name)
    {
        var stream = new YamlStream();
        using var text = File.OpenText(Checkout.Deploy("kubernetes", name));
        stream.Load(text);
        return Assert.Single(stream.Documents).RootNode;
    }

    static string At(YamlNode node, params object[] path) => ((YamlScalarNode)Node(node, path)).Value!;

    static YamlNode Node(YamlNode node, params object[] path) => path.Aggregate(node, (at, step) => step is int place ? at[place] : at[(string)step]);

    static List<string> Args(YamlNode job) => [.. ((YamlSequenceNode)Node(job, "spec", "template", "spec", "containers", 0, "args")).Select(word => ((YamlScalarNode)word).Value!)];

    public static TheoryData<string> Jobs => ["shards.yaml", "finish.yaml"];

    [Fact]
    public void Shards_AsManyPodsAsTheRunLineSays()
    {
        Assert.Equal("Indexed", At(Shards, "spec", "completionMode"));
        Assert.Equal(["--shard", "/" + At(Shards, "spec", "completions")], Args(Shards)[^2..]);
        Assert.InRange(int.Parse(At(Shards, "spec", "parallelism"), CultureInfo.InvariantCulture), 1, int.Parse(At(Shards, "spec", "completions"), CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Finish_HasTheRunLineImageAndPodOfTheShards()
    {
        Assert.Equal([.. Args(Shards)[..^2], "--finish"], Args(Finish));
        var (shards, finish) = (Node(Load("shards.yaml"), "spec", "template"), Node(Load("finish.yaml"), "spec", "template"));
        foreach (var job in new[] { shards, finish })
            ((YamlMappingNode)Node(job, "spec", "containers", 0)).Children.Remove("args");
        Assert.Equal(shards, finish);
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Jobs_MountTheClaimWhereTheDatasetGoes(string file)
    {
        var job = Load(file);
        var pod = Node(job, "spec", "template", "spec");
        Assert.Equal(At(Volume, "metadata", "name"), At(pod, "volumes", 0, "persistentVolumeClaim", "claimName"));
        Assert.Equal("ReadWriteMany", At(Volume, "spec", "accessModes", 0));
        Assert.Equal(At(pod, "volumes", 0, "name"), At(pod, "containers", 0, "volumeMounts", 0, "name"));
        Assert.StartsWith(At(pod, "containers", 0, "volumeMounts", 0, "mountPath") + "/", Args(job)[Args(job).IndexOf("--out") + 1], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Jobs_TryAgainAfterADisruptionAndExit75Only(string file)
    {
        var job = Load(file);
        Assert.Equal("Never", At(job, "spec", "template", "spec", "restartPolicy"));
        var rules = (YamlSequenceNode)Node(job, "spec", "podFailurePolicy", "rules");
        Assert.Equal(("Ignore", "DisruptionTarget"), (At(rules, 0, "action"), At(rules, 0, "onPodConditions", 0, "type")));
        Assert.Equal(("Ignore", "75"), (At(rules, 1, "action"), At(rules, 1, "onExitCodes", "values", 0)));
        Assert.Single((YamlSequenceNode)Node(rules, 1, "onExitCodes", "values"));
        Assert.StartsWith("Fail", At(rules, 2, "action"), StringComparison.Ordinal);
        foreach (var rule in rules.Skip(1))
        {
            Assert.Equal("In", At(rule, "onExitCodes", "operator"));
            Assert.Equal(At(job, "spec", "template", "spec", "containers", 0, "name"), At(rule, "onExitCodes", "containerName"));
        }
    }

    /// <summary>Each pod's line, index by index and the last first, and then the finish, with the mount's path replaced and fewer runs.</summary>
    [Fact]
    public async Task Lines_OfAllPodsAndTheFinish_LeaveTheDatasetOfOneRun()
    {
        var folder = Directory.CreateTempSubdirectory("sim-pods-").FullName;
        try
        {
            var mount = At(Shards, "spec", "template", "spec", "containers", 0, "volumeMounts", 0, "mountPath");
            string[] On(string disk, IEnumerable<string> words) =>
                [Checkout.Program, .. words.Select(word => word == "10000" ? "500" : word.StartsWith(mount + "/", StringComparison.Ordinal) ? Path.Combine(folder, disk) + word[mount.Length..] : word)];

            Directory.CreateDirectory(Path.Combine(folder, "pods"));
            for (var index = int.Parse(At(Shards, "spec", "completions"), CultureInfo.InvariantCulture) - 1; index >= 0; index--)
                await Checkout.Succeed("dotnet", On("pods", Args(Shards)), ("JOB_COMPLETION_INDEX", index.ToString(CultureInfo.InvariantCulture)));
            await Checkout.Succeed("dotnet", On("pods", Args(Finish)));
            await Checkout.Succeed("dotnet", On("one", Args(Finish).SkipLast(1)));
            Assert.Equal(Checkout.Bytes(Path.Combine(folder, "one")), Checkout.Bytes(Path.Combine(folder, "pods")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Dockerfile_CopiesWhatIsThereAndIsNotIgnoredAndStartsTheProgramAsAnotherThanRoot()
    {
        var lines = File.ReadAllLines(Checkout.Deploy("kubernetes", "Dockerfile"));
        var ignored = File.ReadAllLines(Checkout.Deploy("kubernetes", "Dockerfile.dockerignore"));
        Assert.Equal("*", ignored[0]);
        var copied = lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();
        Assert.All(copied, name => Assert.True(Path.Exists(Path.Combine(Checkout.Root, name)), $"There is no {name}."));
        Assert.Equal(copied.Select(name => "!" + name), ignored[1..]);
        Assert.Contains("USER $APP_UID", lines);
        Assert.Equal("true", At(Shards, "spec", "template", "spec", "securityContext", "runAsNonRoot"));
        var entry = Regex.Match(lines[^1], """^ENTRYPOINT \["dotnet", "/program/(.+)"\]$""");
        Assert.Equal(Path.GetFileName(Checkout.Program), entry.Groups[1].Value);
    }
}
