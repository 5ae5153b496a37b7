using System.Runtime.Versioning;
using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace JumpingVpn.Cli.Tests.Deployment;

/// <summary>The files of <c>deploy/</c> for Kubernetes and GitHub: read strictly, and their command lines carried out.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DeployFileTests
{
    // Refuted at once.
    private const string Wrong = """
        Feature: Wrong
          Scenario: There are two sessions
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            Then "gw" holds exactly 2 sessions
        """;

    [Fact]
    public void The_job_of_Kubernetes_gives_each_part_its_retries_and_none_to_a_finding()
    {
        V1JobSpec spec = Job().Spec;

        spec.CompletionMode.Should().Be("Indexed");
        spec.BackoffLimitPerIndex.Should().BePositive();
        spec.Template.Spec.RestartPolicy.Should().Be("Never", "a Job with a podFailurePolicy must not restart pods in place");
        V1Container container = spec.Template.Spec.Containers.Should().ContainSingle().Which;
        container.Env.Single(static it => it.Name == "PARTS").Value.Should().Be($"{spec.Completions}", "each index is a part");
        spec.PodFailurePolicy.Rules.Where(static rule => rule.OnExitCodes is not null)
            .Select(static rule => (rule.Action, rule.OnExitCodes.OperatorProperty, rule.OnExitCodes.Values.Single()))
            .Should()
            .Equal(("FailIndex", "In", ExitCode.Failure), ("FailJob", "In", ExitCode.Usage));
        spec.PodFailurePolicy.Rules.Should()
            .OnlyContain(rule => rule.OnExitCodes == null || rule.OnExitCodes.ContainerName == container.Name);
        string[] mounted = [.. container.VolumeMounts.Select(static mount => mount.Name)];
        mounted.Should().Equal(spec.Template.Spec.Volumes.Select(static volume => volume.Name));
    }

    [Fact]
    public void A_field_that_Kubernetes_does_not_know_would_be_noticed()
    {
        string text = File.ReadAllText(DeployedRun.FileOf("explore-kubernetes.yaml"));
        Action reading = () => Read(text.Replace("backoffLimitPerIndex", "backoffLimitPerIdnex", StringComparison.Ordinal));

        reading.Should().Throw<Exception>().WithMessage("*backoffLimitPerIdnex*");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task The_command_of_the_job_leaves_a_part_and_the_exit_code_that_the_policy_is_about(bool finds, int expected)
    {
        V1Container container = Job().Spec.Template.Spec.Containers[0];
        container.Command.Should().Equal("/bin/sh", "-c");
        using DeployedRun run = finds ? new(Wrong) : new();

        (int code, string output) = await run.ShellAsync(
            container.Args.Single(),
            ("JOB_COMPLETION_INDEX", "1"),
            ("PARTS", "8"),
            ("SEEDS", "8"),
            ("RESULTS", run.PathOf("results"))
        );

        code.Should().Be(expected, output);
        File.ReadLines(run.PathOf("results/2.ndjson")).First().Should().EndWith("\"from\":1,\"seeds\":8,\"part\":2,\"parts\":8}");
    }

    [Fact]
    public async Task The_matrix_of_GitHub_has_each_part_once_and_its_commands_run()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(DeployedRun.FileOf("explore-github.yml"))));
        YamlNode root = yaml.Documents[0].RootNode;
        int parts = int.Parse(root["env"]["PARTS"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
        var matrix = (YamlSequenceNode)root["jobs"]["part"]["strategy"]["matrix"]["part"];
        matrix.Select(static it => it.ToString()).Should().Equal(Enumerable.Range(1, parts).Select(static it => $"{it}"));
        root["jobs"]["part"]["strategy"]["fail-fast"].ToString().Should().Be("false");
        using DeployedRun run = new(Wrong);
        string explore = RunOf(root, "part", "explore");

        for (int part = 1; part <= 2; part++)
        {
            (int code, string output) = await run.ShellAsync(
                explore.Replace("${{ matrix.part }}", $"{part}", StringComparison.Ordinal),
                ("PARTS", "2"),
                ("SEEDS", "4")
            );
            code.Should().Be(0, "what is found is told by the merge: {0}", output);
        }

        (int merged, string told) = await run.ShellAsync(RunOf(root, "merge", "merge"));
        merged.Should().Be(1, told);
        File.Exists(run.PathOf("all.ndjson")).Should().BeTrue();
    }

    private static string RunOf(YamlNode root, string job, string step) =>
        ((YamlSequenceNode)root["jobs"][job]["steps"])
            .Cast<YamlMappingNode>()
            .Single(it => it.Children.TryGetValue("name", out YamlNode? name) && name.ToString() == step)["run"]
            .ToString();

    private static V1Job Job() => Read(File.ReadAllText(DeployedRun.FileOf("explore-kubernetes.yaml")));

    private static V1Job Read(string text) => KubernetesYaml.Deserialize<V1Job>(text, strict: true);
}
