using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using JumpingVpn.Cli.Tests.Prototype;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Control;

/// <summary>The socket by which its owner looks at a running server: what it does, and for whom.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ControlSocketTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new(); // which only its owner can enter

    public void Dispose() => _directory.Dispose();

    private string Socket => Path.Combine(_directory.Path, "x.sock");

    [PosixFact]
    public async Task Sessions_are_listed_shown_and_ended()
    {
        await using CliCall server = await ServeAsync();
        using var client = new PrototypeClient(await EventLine.BoundAddressAsync(server.Out));
        await client.HandshakeAsync();
        await client.SendDataAsync("hello");

        (await AskAsync()).Out.Should().Contain(client.SessionId).And.Contain("1 sessions");
        (await AskAsync("show", client.SessionId)).Out.Should().Contain("highest_seq").And.Contain("ATTACHED");
        (await AskAsync("status")).Out.Should().StartWith("1 sessions, up ");
        (await AskAsync("end", client.SessionId)).Should().Be((0, $"{client.SessionId} is ended; its client is told.\n", ""));

        (await client.ListenAsync()).Text("type").Should().Be("TERMINATE");
        (await AskAsync("show", client.SessionId))
            .Should()
            .Be((1, "", $"jumpingvpn sessions: There is no live session {client.SessionId}.\n"));
        (await AskAsync("--json")).Out.Should().Be("{\"count\":0,\"sessions\":[]}\n");
    }

    [PosixFact]
    public async Task A_drain_ends_the_server_as_a_signal_does()
    {
        await using CliCall server = await ServeAsync();

        (await AskAsync("drain")).Code.Should().Be(0);

        (await server.Exit.WaitAsync(LineCapture.Patience)).Should().Be(0);
        server.Out.Lines[^1].Should().Contain("ServerStop");
        File.Exists(Socket).Should().BeFalse("it is taken away");
    }

    [PosixFact]
    public async Task Nobody_else_can_open_it()
    {
        await using CliCall server = await ServeAsync();

        File.GetUnixFileMode(Socket).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (File.GetUnixFileMode(_directory.Path) & (UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)).Should().Be(UnixFileMode.None);
    }

    [PosixFact]
    public async Task A_folder_that_others_can_enter_is_refused()
    {
        string open = Path.Combine(_directory.Path, "open");
        Directory.CreateDirectory(open);
        File.SetUnixFileMode(open, File.GetUnixFileMode(open) | UnixFileMode.OtherExecute);

        (int code, _, string error) = await CliCall.RunAsync("server", "--bind", "127.0.0.1:0", "--control", Path.Combine(open, "x.sock"));

        code.Should().Be(2);
        error.Should().Contain($"its folder '{open}' can be entered by others; chmod 700 it");
    }

    [PosixFact]
    public async Task A_socket_that_a_dead_server_left_is_replaced_and_one_that_lives_is_not()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(Socket + "-bound"));
            File.Move(Socket + "-bound", Socket); // its end takes away what it bound, as that of a process that is killed does not
        }

        File.Exists(Socket).Should().BeTrue();
        await using CliCall server = await ServeAsync();

        (int code, _, string error) = await CliCall.RunAsync("server", "--bind", "127.0.0.1:0", "--control", Socket);

        code.Should().Be(2);
        error.Should().Contain("another server listens there");
        (await AskAsync("status")).Code.Should().Be(0, "the first goes on");
    }

    [PosixFact]
    public async Task A_file_of_that_name_is_left_alone()
    {
        File.WriteAllText(Socket, "precious");

        (int code, _, string error) = await CliCall.RunAsync("server", "--bind", "127.0.0.1:0", "--control", Socket);

        (code, File.ReadAllText(Socket)).Should().Be((2, "precious"));
        error.Should().Contain("which is not a socket");
    }

    [PosixFact]
    public async Task Whatever_comes_is_answered_by_a_sentence_and_the_server_goes_on()
    {
        await using CliCall server = await ServeAsync();
        string[] nonsense =
        [
            "",
            "x",
            "[]",
            "null",
            "\"list\"",
            "{}",
            "{\"do\":1}",
            "{\"do\":\"lisst\"}",
            "{\"do\":\"list\",\"limit\":0}",
            "{\"do\":\"list\",\"limit\":1e99}",
            "{\"do\":\"list\",\"limit\":\"many\"}",
            "{\"do\":\"end\"}",
            "{\"do\":\"end\",\"session\":\"S-\\ud800\"}",
            "{\"do\":\"show\",\"session\":\"../../etc\"}",
            "[[[[[[[[[[[[[[[[",
            "\0\0\0\0",
            "\u001b[2J",
            new string('a', 10_000),
        ];
        foreach (string line in nonsense)
        {
            using var answer = JsonDocument.Parse(await SendAsync(Encoding.UTF8.GetBytes(line + "\n")));
            answer.RootElement.GetProperty("error").GetString().Should().NotBeNullOrEmpty(line);
        }

        (await SendAsync([0xff, 0xfe, (byte)'\n'])).Should().Contain("error");
        (await SendAsync(Encoding.UTF8.GetBytes("{\"do\":\"list\",\"limit\":0}\n"))).Should().Contain("whole number from 1 to 10000");
        (await SendAsync(Encoding.UTF8.GetBytes("{\"do\":\"lisst\"}\n"))).Should().Contain("did you mean \\u0027list\\u0027?");
        (await AskAsync("status")).Code.Should().Be(0);
    }

    [PosixFact]
    public async Task Connections_that_say_nothing_keep_nobody_out_for_long()
    {
        await using CliCall server = await ServeAsync();
        Socket[] silent = [.. Enumerable.Range(0, 8).Select(_ => Connect())];

        (await AskAsync("status")).Code.Should().Be(0, "each of them has five seconds");

        Array.ForEach(silent, socket => socket.Dispose());
    }

    [Theory]
    [InlineData("sesions", "there is nothing called 'sesions' to do")]
    [InlineData("show", "write show and one session id")]
    public async Task A_word_that_means_nothing_is_a_sentence(string word, string complaint)
    {
        (int code, _, string error) = await CliCall.RunAsync("sessions", word);

        code.Should().Be(2);
        error.Should().Contain(complaint);
    }

    [PosixFact]
    public async Task Without_a_server_it_is_said_how_one_is_reached()
    {
        (int code, _, string error) = await CliCall.RunAsync("sessions", "--control", Socket);

        code.Should().Be(1);
        error.Should().Contain($"--control '{Socket}': there is no such socket; a server makes one if it is started with --control");
    }

    private async Task<CliCall> ServeAsync()
    {
        var server = CliCall.Start("server", "--bind", "127.0.0.1:0", "--control", Socket);
        await server.Out.WaitForAsync("\"purpose\":\"control\"");
        return server;
    }

    private Task<(int Code, string Out, string Error)> AskAsync(params string[] words) =>
        CliCall.RunAsync(["sessions", .. words, "--control", Socket]);

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(Socket));
        return socket;
    }

    private async Task<string> SendAsync(byte[] request)
    {
        using Socket socket = Connect();
        await socket.SendAsync(request);
        using var reader = new StreamReader(new NetworkStream(socket));
        return await reader.ReadToEndAsync().WaitAsync(LineCapture.Patience);
    }
}
