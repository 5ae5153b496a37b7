using JumpingVpn.Cli.Arguments;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Policy;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Arguments;

public class PolicyFileTests
{
    [Theory]
    [InlineData("# ours\n\nswitch-cooldown = 2 s\r\nsource-rate=20 # a second\n")]
    [InlineData("""{ "switch-cooldown": "2s", "source-rate": 20 }""")]
    public void Lines_and_JSON_say_the_same(string text)
    {
        ServerOptions options = PolicyFile.Read(text, PolicyOverrides.None).Value!.ApplyTo(new ServerOptions());

        (options.SwitchCooldown, options.SourceRate).Should().Be((TimeSpan.FromSeconds(2), 20));
    }

    [Theory]
    [InlineData(
        "source-rate=20\nswitch-cooldwn=1s",
        "line 2: There is no policy setting 'switch-cooldwn'; did you mean 'switch-cooldown'?*"
    )]
    [InlineData(
        "{ \"SwitchCooldown\": 1 }",
        "There is no policy setting 'SwitchCooldown'; did you mean 'switch-cooldown'? 'jumpingvpn policy' lists all"
    )]
    [InlineData("mood=good", "line 1: There is no policy setting 'mood'. 'jumpingvpn policy' lists all")]
    [InlineData("switch-cooldown", "line 1: write name=value, for example switch-cooldown=500ms, instead of 'switch-cooldown'")]
    [InlineData("source-rate=0", "line 1: source-rate is '0', but it must be a whole number from 1 to 1000000")]
    [InlineData("{ \"source-rate\": 0 }", "source-rate is '0', but it must be a whole number from 1 to 1000000")]
    [InlineData("{ \"source-rate\": [] }", "the value of \"source-rate\" is neither a string nor a number")]
    [InlineData("{\n\"source-rate\" 5 }", "it starts as JSON, but line 2 is not JSON")]
    [InlineData("""{ "\ud800": 1 }""", "it has a name or a value with half of a surrogate pair, which is not text")]
    [InlineData("""{ "idle-ttl": "5s\udc00" }""", "it has a name or a value with half of a surrogate pair, which is not text")]
    public void What_is_wrong_is_said_with_its_place(string text, string error) =>
        PolicyFile.Read(text, PolicyOverrides.None).Error.Should().Match(error);

    [Theory]
    [InlineData(65_536, null)]
    [InlineData(65_537, "it has more than 64 KiB, so it is not a file of settings")]
    public void A_file_without_an_end_is_not_read_to_it(int length, string? error)
    {
        using var directory = new TemporaryDirectory();
        string path = Path.Combine(directory.Path, "policy.txt");
        File.WriteAllText(path, "#".PadRight(length, 'x'));

        PolicyFile.Load(path, PolicyOverrides.None).Error.Should().Be(error);
    }
}
