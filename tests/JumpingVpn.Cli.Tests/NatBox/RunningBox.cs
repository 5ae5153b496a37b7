using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.NatBox;

/// <summary>The command <c>nat</c> inside the test process, before its own echo server.</summary>
internal sealed class RunningBox : IAsyncDisposable
{
    private readonly CliCall _call;
    private readonly Socket _server;
    private readonly Socket _client;
    private readonly Thread _echo;

    private RunningBox(CliCall call, Socket server, int port)
    {
        _call = call;
        _server = server;
        _client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 10_000 };
        _client.ReceiveBufferSize = 1 << 20;
        _client.Connect(IPAddress.Loopback, port);
        _echo = new Thread(Echo) { IsBackground = true };
        _echo.Start();
    }

    public CliCall Call => _call;

    public IPEndPoint Gateway => (IPEndPoint)_client.RemoteEndPoint!;

    public Socket Client => _client;

    /// <summary>What the server sees as the source, in order, each once.</summary>
    public List<EndPoint> Seen { get; } = [];

    public static async Task<RunningBox> StartAsync(params string[] options)
    {
        Socket server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 20 };
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var call = CliCall.Start(["nat", "--listen", "127.0.0.1:0", "--to", $"{server.LocalEndPoint}", .. options]);
        string line = await call.Out.WaitForAsync("\"NatStart\"");
        string listen = JsonNode.Parse(line)!["listen"]!.GetValue<string>();
        return new RunningBox(call, server, IPEndPoint.Parse(listen).Port);
    }

    /// <summary>One round trip.</summary>
    /// <returns>The answer; null where none came in that time.</returns>
    public byte[]? Exchange(byte[] datagram, int milliseconds = 10_000)
    {
        _client.Send(datagram);
        return Receive(milliseconds);
    }

    /// <summary>The next answer; null where none comes in that time.</summary>
    public byte[]? Receive(int milliseconds)
    {
        byte[] buffer = new byte[2_048];
        return _client.Poll(milliseconds * 1_000, SelectMode.SelectRead) ? buffer[.._client.Receive(buffer)] : null;
    }

    /// <summary>Ends the command, and returns the sums at the end.</summary>
    public async Task<JsonNode> EndAsync()
    {
        (await _call.StopAsync()).Should().Be(0);
        return JsonNode.Parse(_call.Out.Lines[^1])!;
    }

    public async ValueTask DisposeAsync()
    {
        await _call.DisposeAsync();
        _client.Dispose();
        _server.Dispose();
        _echo.Join();
    }

    private void Echo()
    {
        byte[] buffer = new byte[2_048];
        EndPoint source = new IPEndPoint(IPAddress.Any, 0);
        try
        {
            while (true)
            {
                int length = _server.ReceiveFrom(buffer, ref source);
                if (Seen.Count == 0 || !Seen[^1].Equals(source))
                {
                    Seen.Add(source);
                }

                _server.SendTo(buffer.AsSpan(0, length), source);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed.
        }
    }
}
