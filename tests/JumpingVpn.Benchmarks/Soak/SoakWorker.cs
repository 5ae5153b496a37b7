using System.Net;
using JumpingVpn.Datagrams;
using JumpingVpn.Fuzzing;
using JumpingVpn.Protocol;
using JumpingVpn.Sockets;

namespace JumpingVpn.Benchmarks.Soak;

/// <summary>A client that makes a session, moves it from socket to socket while it sends, leaves it, and begins again.</summary>
internal sealed class SoakWorker(IPEndPoint server, ulong seed)
{
    private const int Moves = 4;
    private const int MessagesEach = 20;

    private static readonly byte[] Message = "hello, gateway"u8.ToArray();

    /// <summary>Sessions that it has made.</summary>
    public long Sessions { get; private set; }

    /// <summary>Messages that were acknowledged.</summary>
    public long Messages { get; private set; }

    /// <summary>Goes on until it is told to stop, and finishes the session that it has then.</summary>
    /// <exception cref="SessionEndedException">A session was lost.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        var entropy = new SeededEntropy(seed);
        var address = TransportAddress.FromEndPoint(server);
        while (!stop.IsCancellationRequested)
        {
            await using var client = new JumpingVpnClient(Bind(), address, TimeProvider.System, entropy);
            await client.ConnectAsync(CancellationToken.None);
            Sessions++;
            for (int move = 0; move <= Moves; move++)
            {
                for (int i = 0; i < MessagesEach; i++)
                {
                    await client.SendAsync(Message, CancellationToken.None);
                    Messages++;
                }

                if (move < Moves)
                {
                    await client.AttachAsync(Bind(), CancellationToken.None);
                }
            }

            client.End();
        }
    }

    private static UdpDatagramChannel Bind() =>
        UdpDatagramChannel.TryBind(TransportAddress.FromIPv4(127, 0, 0, 1, 0), null, out UdpDatagramChannel? channel, out BindError? error)
            ? channel
            : throw new IOException(error.Message);
}
