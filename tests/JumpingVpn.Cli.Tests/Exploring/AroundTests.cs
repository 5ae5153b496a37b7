using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Exploring;

/// <summary><c>explore --around</c>: is it fixed, or only moved?</summary>
public sealed class AroundTests : IDisposable
{
    private const string Moved = """
        Feature: Moved
          Scenario: The second datagram is the one that matters
            Given a peer "a"
            And a peer "b"
            And the uplink of "a" loses datagram number 3
            When "a" probes "b"
            And "a" probes "b"
            Then "b" receives the probe
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Where_nothing_around_fails_it_looks_fixed()
    {
        string path = _directory.Write(
            "fixed.feature",
            """
            Feature: Fixed
              Scenario: A lost message is sent again
                Given a gateway "gw"
                And a client "phone" with a session on "gw"
                And the uplink of "phone" loses datagram number 1
                When "phone" sends a message
                Then all messages of "phone" arrive exactly once
            """
        );

        (int code, string output, string error) = await CliCall.RunAsync("explore", "--around", path, "--seeds", "2");

        error.Should().BeEmpty();
        code.Should().Be(0);
        output
            .Should()
            .Contain("the same under other seeds: 0 of 20 runs fail")
            .And.Contain("in other places: 0 of 4 runs fail")
            .And.Contain("none fails: it looks fixed.");
    }

    [Fact]
    public async Task What_a_log_tells_is_looked_for_beside_it()
    {
        string before = _directory.Write("before.feature", Moved.Replace("number 3", "number 2", StringComparison.Ordinal));
        string folder = Path.Combine(_directory.Path, "findings");
        await CliCall.RunAsync("explore", before, "--seeds", "1", "--jobs", "1", "--out", folder);
        string path = _directory.Write("moved.feature", Moved);
        File.Copy(Directory.GetFiles(folder, "*.decisions").Single(), Path.ChangeExtension(path, ".decisions"));

        (int code, string output, string _) = await CliCall.RunAsync("explore", "--around", path, "--seeds", "1");

        output.Should().Contain("in other places: 1 of 3 runs fail").And.Contain("it has only moved");
        output.Should().Contain("the first: the uplink of \"a\" loses datagram number 2, seed 1: ");
        code.Should().Be(1);
    }

    [Fact]
    public async Task A_finding_that_is_there_still_says_so_and_its_log_will_do_as_well()
    {
        string path = _directory.Write(
            "overclaiming.feature",
            """
            Feature: Overclaiming
              @under-faults
              Scenario: Nothing is ever lost
                Given a gateway "gw"
                And a client "phone" with a session on "gw"
                When "phone" sends 3 messages
                Then exactly 0 datagrams were dropped for loss
            """
        );
        string folder = Path.Combine(_directory.Path, "findings");
        await CliCall.RunAsync("explore", path, "--seeds", "20", "--jobs", "1", "--out", folder);
        string feature = Directory.GetFiles(folder, "*.feature").Should().ContainSingle().Which;

        foreach (string file in new[] { feature, Path.ChangeExtension(feature, ".decisions") })
        {
            (int code, string output, string _) = await CliCall.RunAsync("explore", "--around", file, "--seeds", "1");

            code.Should().Be(1, file);
            output.Should().Contain("the same under other seeds: 10 of 10 runs fail").And.Contain("it is still there.");
        }
    }

    [Fact]
    public async Task What_does_not_go_with_it_is_a_usage_error()
    {
        string path = _directory.Write("moved.feature", Moved);

        (await CliCall.RunAsync("explore", path, "--around", path)).Error.Should().Contain("a path and --around do not go together");
        (await CliCall.RunAsync("explore", "--around", path, "--jobs", "2"))
            .Error.Should()
            .Contain("--jobs and --around do not go together");
        (int code, string _, string error) = await CliCall.RunAsync("explore", "--around", "nothing.feature");
        code.Should().Be(2);
        error.Should().Contain("nothing.feature");
    }
}
