using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Configuration;

/// <summary>A server is set by a file, the environment and options: which counts, and what is said of a mistake.</summary>
public sealed class ServerConfigurationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_option_counts_before_the_environment_and_that_before_the_file()
    {
        string file = File("""{ "bind": "127.0.0.1:1", "log-level": "info", "drain": "1s", "policy": { "idle-ttl": "7s" } }""");

        string printed = await PrintAsync(
            ["--config", file, "--drain", "3s", "--policy", "source-rate=5"],
            ("JUMPINGVPN_SERVER_LOG_LEVEL", "warning"),
            ("JUMPINGVPN_SERVER_DRAIN", "2s"),
            ("JUMPINGVPN_SERVER_POLICY__SOURCE_RATE", "4"),
            ("JUMPINGVPN_SERVER_POLICY__IDLE_TTL", "8s")
        );

        printed.Should().Contain($"\"bind\": \"127.0.0.1:1\", // --config '{file}': bind\n");
        printed.Should().Contain("\"log-level\": \"warning\", // JUMPINGVPN_SERVER_LOG_LEVEL\n");
        printed.Should().Contain("\"drain\": \"3s\" // --drain\n");
        printed.Should().Contain("\"idle-ttl\": \"8s\", // JUMPINGVPN_SERVER_POLICY__IDLE_TTL\n");
        printed.Should().Contain("\"source-rate\": \"5\" // --policy\n");
    }

    [Fact]
    public async Task What_is_printed_is_a_file_that_says_the_same()
    {
        string[] options = ["--bind", "127.0.0.1:1", "--policy", "idle-ttl=7s", "--log-payload", "--metrics", "[::1]:9464"];
        string first = await PrintAsync(options);

        string second = await PrintAsync(["--config", File(first)]);

        WithoutComments(second).Should().Be(WithoutComments(first)).And.Contain("\"log-payload\": true");
    }

    [Fact]
    public async Task No_secret_is_printed()
    {
        const string Secret = "a secret that nobody may see";

        string printed = await PrintAsync(["--bind", "127.0.0.1:1", "--mode", "psk"], ("JUMPINGVPN_PSK", Secret));

        printed.Should().Contain("JUMPINGVPN_PSK is set; its value is not shown").And.NotContain(Secret);
    }

    [Fact]
    public async Task A_server_is_really_set_by_its_file()
    {
        string file = File("""{ "bind": "127.0.0.1:0", "policy": { "idle-ttl": "7s" } }""");
        await using var server = CliCall.Start("server", "--config", file);

        (await server.Out.WaitForAsync("ServerStart")).Should().Contain("\"ttl_sec\":7");
    }

    [Theory]
    [InlineData("""{ "bindd": "x" }""", "there is no key 'bindd'; did you mean 'bind'?")]
    [InlineData("""{ "bind": "127.0.0.1:x" }""", "bind '127.0.0.1:x': the port 'x' is not a number")]
    [InlineData("""{ "bind": ["127.0.0.1:1"] }""", "bind.0 '127.0.0.1:1': 'bind' takes one value, not a list or an object.")]
    [InlineData("""{ "bind": { "a": "1" } }""", "bind.a '1': 'bind' takes one value")]
    [InlineData("""{ "log-level": "loud" }""", "log-level 'loud': write debug, info, warning or error.")]
    [InlineData("""{ "log-payload": "maybe" }""", "log-payload 'maybe': write true or false.")]
    [InlineData("""{ "drain": "2 weeks" }""", "drain '2 weeks': write a number and a unit")]
    [InlineData("""{ "drain": "2h" }""", "drain '2h': it must be at least 0ms and at most 1h.")]
    [InlineData("""{ "metrics": "0.0.0.0:9464" }""", "metrics '0.0.0.0:9464': anybody who reaches it can read it")]
    [InlineData("""{ "metrics": "127.0.0.1:0" }""", "metrics '127.0.0.1:0': name a port")]
    [InlineData("""{ "otlp": "127.0.0.1:4318" }""", "otlp '127.0.0.1:4318': write the URL of a collector")]
    [InlineData("""{ "otlp": "http://user:word@127.0.0.1" }""", "otlp 'http://user:word@127.0.0.1': write the URL of a collector")]
    [InlineData("""{ "policy": "idle-ttl=5s" }""", "policy 'idle-ttl=5s': it takes names and values")]
    [InlineData("""{ "policy": { "idle-tll": "5s" } }""", "There is no policy setting 'idle-tll'; did you mean 'idle-ttl'?")]
    [InlineData("""{ "policy": { "idle-ttl": "5" } }""", "policy.idle-ttl: idle-ttl is '5', but it must be a duration from 1ms to 24h")]
    [InlineData("""{ "ttl": "5s" }""", "there is no key 'ttl'")]
    [InlineData("""{ "config": "x.json" }""", "there is no key 'config'")]
    [InlineData("""{ "mode": "psk", "psk-clients": "/nowhere/keys" }""", "psk-clients '/nowhere/keys': it cannot be read")]
    [InlineData("""{ "psk-clients": "/nowhere/keys" }""", "psk-clients '/nowhere/keys': only psk mode takes keys")]
    [InlineData("{ \"bind\": \"127.0.0.1:1\",\n \"drain\": 5s }", "line 2 is not JSON")]
    [InlineData("[1]", "JSON")]
    [InlineData("", "JSON")]
    [InlineData("""{ "drain": "1s", "drain": "2s" }""", "drain")]
    [InlineData("{ \"bind\": \"\\ud800\" }", "half of a surrogate pair")]
    public async Task A_mistake_in_the_file_is_a_sentence_with_its_place(string text, string complaint)
    {
        string file = File(text);

        (int code, string output, string error) = await RunAsync(["--config", file, "--print-config"]);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().StartWith($"jumpingvpn server: --config '{file}': ").And.Contain(complaint).And.NotContain("   at ");
        error.TrimEnd().Should().NotContain("\n", "it is one line");
    }

    [Theory]
    [InlineData(
        "JUMPINGVPN_SERVER_LOG_LEVL",
        "info",
        "JUMPINGVPN_SERVER_LOG_LEVL: there is no such variable; did you mean 'JUMPINGVPN_SERVER_LOG_LEVEL'?"
    )]
    [InlineData("JUMPINGVPN_SERVER_LOG_LEVEL", "loud", "JUMPINGVPN_SERVER_LOG_LEVEL 'loud': write debug, info, warning or error.")]
    [InlineData(
        "JUMPINGVPN_SERVER_POLICY__IDLE_TTL",
        "x",
        "JUMPINGVPN_SERVER_POLICY__IDLE_TTL: idle-ttl is 'x', but it must be a duration"
    )]
    [InlineData("JUMPINGVPN_SERVER_POLICY", "x", "JUMPINGVPN_SERVER_POLICY 'x': it takes names and values")]
    [InlineData("JUMPINGVPN_SERVER_", "x", "JUMPINGVPN_SERVER_: there is no such variable")]
    public async Task A_mistake_in_the_environment_names_the_variable(string variable, string value, string complaint)
    {
        (int code, _, string error) = await RunAsync(["--bind", "127.0.0.1:1", "--print-config"], (variable, value));

        code.Should().Be(2);
        error.Should().StartWith($"jumpingvpn server: {complaint}");
    }

    [Fact]
    public async Task Without_an_address_it_is_said_where_one_can_stand()
    {
        (int code, _, string error) = await RunAsync([]);

        code.Should().Be(2);
        error.Should().Contain("--bind is missing: say what to serve").And.Contain("the configuration");
    }

    [Fact]
    public async Task A_file_that_is_missing_or_too_long_is_a_sentence()
    {
        (int _, _, string missing) = await RunAsync(["--config", "/nowhere.json"]);
        missing.Should().StartWith("jumpingvpn server: --config '/nowhere.json': it cannot be read: ");
        (int _, _, string endless) = await RunAsync(["--config", File(new string(' ', 70_000))]);
        endless.Should().Contain("more than 64 KiB");
    }

    private string File(string text) => _directory.Write("server.json", text);

    private static string WithoutComments(string json) => string.Join('\n', json.Split('\n').Select(line => line.Split(" // ")[0]));

    private static async Task<string> PrintAsync(string[] options, params (string Name, string Value)[] variables)
    {
        (int code, string output, string error) = await RunAsync([.. options, "--print-config"], variables);
        code.Should().Be(0, error);
        return output;
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(
        string[] options,
        params (string Name, string Value)[] variables
    )
    {
        Dictionary<string, string> environment = variables.ToDictionary(one => one.Name, one => one.Value);
        await using var call = CliCall.Start(
            ["server", .. options],
            usual => usual with { Variables = () => environment, Variable = environment.GetValueOrDefault }
        );
        int code = await call.Exit.WaitAsync(LineCapture.Patience);
        return (code, call.Out.Text, call.Error.Text);
    }
}
