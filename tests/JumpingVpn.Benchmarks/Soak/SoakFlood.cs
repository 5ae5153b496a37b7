using System.Net;
using System.Net.Sockets;
using System.Text;

namespace JumpingVpn.Benchmarks.Soak;

/// <summary>Strangers who send what a server refuses: noise, DATA and reattaches of sessions that nobody has, and handshakes that are left
/// alone.</summary>
internal sealed class SoakFlood(IPEndPoint server)
{
    private const int ASecond = 2_000;
    private const int Sources = 200; // addresses of the loopback network, each with its own share

    private static readonly string NoProof = new('0', 64);

    /// <summary>Datagrams sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Goes on until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var random = new Random(1);
        Socket[] sockets = [.. Enumerable.Range(2, Sources).Select(Open)];
        using var second = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await second.WaitForNextTickAsync(stop))
            {
                for (int i = 0; i < ASecond / 10; i++)
                {
                    await sockets[random.Next(Sources)].SendToAsync(Datagram(random), server, stop);
                    Sent++;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
        finally
        {
            Array.ForEach(sockets, socket => socket.Dispose());
        }
    }

    private static Socket Open(int number)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)number]), 0));
        return socket;
    }

    private static byte[] Datagram(Random random)
    {
        byte[] noise = new byte[random.Next(1, 1_400)];
        random.NextBytes(noise);
        string id = $"S-{random.NextInt64():x16}";
        return random.Next(4) switch
        {
            0 => noise,
            1 => Encoding.ASCII.GetBytes($$"""{"type":"DATA","session_id":"{{id}}","payload":"flood"}"""),
            2 => Encoding.ASCII.GetBytes(
                $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"{{random.NextInt64():x16}}","proof":"{{NoProof}}"}"""
            ),
            _ => Encoding.ASCII.GetBytes($$"""{"type":"HANDSHAKE_INIT","nonce":"{{random.NextInt64():x16}}"}"""),
        };
    }
}
