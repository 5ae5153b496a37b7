using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>Our server and our client, set to a mode on the command line, over real sockets.</summary>
public class KeyModesTests
{
    private const string Key = "a key of more than sixteen bytes";
    private const string OtherKey = "another key of more than sixteen bytes";

    [Fact]
    public async Task With_a_pre_shared_key_from_a_file_and_from_the_environment_it_completes_the_sequence()
    {
        using var directory = new TemporaryDirectory();
        string file = directory.Write("psk.txt", Key + "\r\n");
        await using var server = CliCall.Start(
            "server",
            "--bind",
            "127.0.0.1:0",
            "--mode",
            "psk",
            "--psk-file",
            file,
            "--log-level",
            "debug"
        );
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();

        (int code, string output, string error) = await RunClientAsync(Key, "client", "--server", address, "--mode", "psk");

        code.Should().Be(0, error);
        output.Should().Contain("\"ClientDone\"");
        await server.Out.WaitForAsync("DataAccepted", count: 6);
        (output + error + server.Out.Text + server.Error.Text).Should().NotContain(Key);
    }

    [Fact]
    public async Task With_keys_of_the_moment_it_completes_the_sequence()
    {
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--mode", "ephemeral");
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();

        (int code, string output, string error) = await CliCall.RunAsync("client", "--server", address, "--mode", "ephemeral");

        code.Should().Be(0, error);
        output.Should().Contain("\"ClientDone\"");
    }

    [Theory]
    [InlineData("psk", "demo", "it requires a key agreement; set the client to the server's --mode")]
    [InlineData("psk", "ephemeral", "BAD_MAC; is the client set to the server's --mode and key")]
    [InlineData("ephemeral", "psk", "its answer cannot be verified; is it set to the same --mode and key")]
    [InlineData("demo", "ephemeral", "it does not agree on keys; set the client and the server to the same --mode")]
    public async Task A_server_in_another_mode_is_a_failure_that_says_what_to_change(string server, string client, string reason)
    {
        await using var served = CliCall.Start(["server", "--bind", "127.0.0.1:0", "--mode", server], WithKey(Key));
        string address = (await EventLine.BoundAddressAsync(served.Out)).ToString();

        (int code, string output, string error) = await RunClientAsync(Key, "client", "--server", address, "--mode", client);

        code.Should().Be(1);
        output.Should().NotContain("SessionEstablished");
        error.Should().Be($"jumpingvpn client: the server at {address} does not start a session: {reason}.\n");
    }

    [Fact]
    public async Task Another_key_is_a_failure_that_names_the_code()
    {
        await using var server = CliCall.Start(["server", "--bind", "127.0.0.1:0", "--mode", "psk"], WithKey(Key));
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();

        (int code, _, string error) = await RunClientAsync(OtherKey, "client", "--server", address, "--mode", "psk");

        code.Should().Be(1);
        error.Should().Contain("BAD_MAC");
        (error + server.Out.Text).Should().NotContain(Key).And.NotContain(OtherKey);
    }

    [Theory]
    [InlineData(
        "fifteen bytes..",
        "the key has 15 bytes, and at least 16 are needed; make one with: head -c 32 /dev/urandom | base64 > psk.txt"
    )]
    [InlineData("", "the key has 0 bytes, and at least 16 are needed; make one with: head -c 32 /dev/urandom | base64 > psk.txt")]
    [InlineData("long", "the key has more than 1024 bytes; make one with: head -c 32 /dev/urandom | base64 > psk.txt")]
    public async Task A_key_of_no_good_length_is_refused_before_anything_is_served(string text, string complaint)
    {
        using var directory = new TemporaryDirectory();
        string file = directory.Write("psk.txt", text == "long" ? new string('x', 1_025) : text);

        (int code, string output, string error) = await CliCall.RunAsync(
            "server",
            "--bind",
            "127.0.0.1:0",
            "--mode",
            "psk",
            "--psk-file",
            file
        );

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().Be($"jumpingvpn server: --psk-file '{file}': {complaint}.\n");
    }

    [Theory]
    [InlineData("--psk-file '/no/such/file': the file cannot be read: ", "--mode", "psk", "--psk-file", "/no/such/file")]
    [InlineData("--psk-file 'psk.txt': only psk mode takes a key; add --mode psk.", "--psk-file", "psk.txt")]
    [InlineData("--psk-file 'psk.txt': only psk mode takes a key; add --mode psk.", "--mode", "ephemeral", "--psk-file", "psk.txt")]
    [InlineData("--mode psk: give the key in a file with --psk-file PATH, or in the variable JUMPINGVPN_PSK.", "--mode", "psk")]
    [InlineData("--mode 'secret': write demo, psk or ephemeral. See 'jumpingvpn server --help'.", "--mode", "secret")]
    public async Task A_mistake_with_the_key_is_one_line_and_exit_code_2(string complaint, params string[] arguments)
    {
        await using var call = CliCall.Start(["server", "--bind", "127.0.0.1:0", .. arguments], WithKey(null));

        int code = await call.Exit.WaitAsync(LineCapture.Patience);

        code.Should().Be(2);
        call.Error.Text.Should().StartWith($"jumpingvpn server: {complaint}");
        call.Error.Text.TrimEnd('\n').Should().NotContain("\n", "it is one line");
    }

    [Fact]
    public async Task A_short_key_in_the_environment_is_refused_by_its_length_and_not_shown()
    {
        (int code, _, string error) = await RunClientAsync("short secret", "client", "--server", "127.0.0.1:9", "--mode", "psk");

        code.Should().Be(2);
        error.Should().StartWith("jumpingvpn client: JUMPINGVPN_PSK: the key has 12 bytes").And.NotContain("short secret");
    }

    private static async Task<(int Code, string Out, string Error)> RunClientAsync(string key, params string[] arguments)
    {
        await using var call = CliCall.Start(arguments, WithKey(key));
        int code = await call.Exit.WaitAsync(LineCapture.Patience);
        return (code, call.Out.Text, call.Error.Text);
    }

    private static Func<Cli.Terminal.Surroundings, Cli.Terminal.Surroundings> WithKey(string? key) =>
        surroundings => surroundings with { Variable = name => name == "JUMPINGVPN_PSK" ? key : null };
}
