using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Client.Script;

namespace JumpingVpn.Cli.Tests.Client;

public sealed class ScriptFileTests
{
    private static readonly string[] Networks = ["wifi", "lte"];

    [Fact]
    public void Each_line_is_a_step()
    {
        const string Script = """
            # a bad day
            send hello  world
              drop 3s
            kill

            rebind
            switch lte
            switch
            switch auto
            drop
            restore
            idle 1.5 min
            idle
            wake
            wait 20ms
            settle
            settle 5s
            quit
            """;

        Read(Script)
            .Value.Should()
            .Equal(
                new ClientStep(ClientVerb.Send, "hello  world"),
                new ClientStep(ClientVerb.Drop, Time: TimeSpan.FromSeconds(3)),
                new ClientStep(ClientVerb.Kill),
                new ClientStep(ClientVerb.Rebind),
                new ClientStep(ClientVerb.Switch, "lte"),
                new ClientStep(ClientVerb.Switch, "next"),
                new ClientStep(ClientVerb.Switch, "auto"),
                new ClientStep(ClientVerb.Drop),
                new ClientStep(ClientVerb.Restore),
                new ClientStep(ClientVerb.Idle, Time: TimeSpan.FromMinutes(1.5)),
                new ClientStep(ClientVerb.Idle),
                new ClientStep(ClientVerb.Wake),
                new ClientStep(ClientVerb.Wait, Time: TimeSpan.FromMilliseconds(20)),
                new ClientStep(ClientVerb.Settle),
                new ClientStep(ClientVerb.Settle, Time: TimeSpan.FromSeconds(5)),
                new ClientStep(ClientVerb.Quit)
            );
    }

    [Theory]
    [InlineData("kil", "bad.txt:1:1: 'kil' is not a command of the client; did you mean 'kill'?")]
    [InlineData("  wait", "bad.txt:1:7: give a time, for example: wait 2s.")]
    [InlineData("wait 2", "bad.txt:1:6: '2': write a number and a unit")]
    [InlineData("wait -1s", "bad.txt:1:6: '-1s': ")]
    [InlineData("wait 0s", "bad.txt:1:6: '0s': it must be at least 1ms")]
    [InlineData("kill me", "bad.txt:1:6: 'kill' takes no argument, but 'me' follows.")]
    [InlineData("send", "bad.txt:1:5: give the text to send, for example: send hello.")]
    [InlineData("switch  lt", "bad.txt:1:9: there is no network 'lt'")]
    [InlineData("SEND x", "bad.txt:1:1: 'SEND' is not a command of the client")]
    public void A_mistake_is_told_by_its_line_and_column(string line, string told) => Read(line).Error.Should().StartWith(told);

    [Fact]
    public void All_mistakes_are_told_at_once_but_not_without_end()
    {
        Read("send a\nfoo\nkill\nwait").Error.Should().Contain("bad.txt:2:1: ").And.Contain("\nbad.txt:4:5: ");
        Read(string.Concat(Enumerable.Repeat("foo\n", 1_000)))
            .Error!.Split('\n')
            .Should()
            .HaveCount(11)
            .And.HaveElementAt(10, "… and 990 more.");
    }

    [Fact]
    public void A_script_without_a_step_is_a_mistake() => Read("# nothing\n\n").Error.Should().Contain("it has no steps");

    [Fact]
    public void A_file_that_is_no_text_or_is_not_there_is_told_as_such()
    {
        string file = Path.GetTempFileName();
        File.WriteAllBytes(file, [(byte)'#', 0x80, 0xff]);

        ScriptFile.Load(file, Networks).Error.Should().Contain("it is not UTF-8 text");
        File.Delete(file);
        ScriptFile.Load(file, Networks).Error.Should().Contain("it cannot be read");
    }

    private static Parsed<IReadOnlyList<ClientStep>> Read(string text) => ScriptFile.Read("bad.txt", text, Networks);
}
