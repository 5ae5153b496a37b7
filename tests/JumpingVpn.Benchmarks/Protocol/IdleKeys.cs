using JumpingVpn.Datagrams;
using JumpingVpn.Fuzzing;
using JumpingVpn.Protocol;

namespace JumpingVpn.Benchmarks.Protocol;

/// <summary>A server with many sessions that have keys and say nothing. One client's request makes all of them, each for another source:
/// what the server does and holds is the same as for so many clients.</summary>
internal sealed class IdleKeys : IDisposable
{
    private readonly SessionServer _server;
    private readonly byte[] _buffer = new byte[4096];

    public IdleKeys(int sessions)
    {
        var options = new ServerOptions
        {
            Mode = SessionMode.Ephemeral,
            IdleTtl = TimeSpan.FromDays(1),
            MaximumLifetime = TimeSpan.FromDays(2),
            MaximumSessions = sessions,
            RetryPolicy = RetryPolicy.Never,
            HandshakeRate = 1_000_000,
        };
        _server = new SessionServer(options, new SeededEntropy(1));
        using var client = new SessionClient(new ClientOptions { Mode = SessionMode.Ephemeral }, AddressOf(-1), new SeededEntropy(2));
        client.Connect(TimeSpan.Zero);
        client.TryPollTransmit(_buffer, out int length, out _);
        byte[] init = _buffer[..length];
        for (int i = 0; i < sessions; i++)
        {
            _server.HandleDatagram(init, AddressOf(i), TimeSpan.Zero);
            while (_server.TryPollEvent(out _, out _)) { }

            while (_server.TryPollTransmit(_buffer, out _, out _)) { }
        }
    }

    /// <summary>How many sessions it holds.</summary>
    public int Count => _server.SessionCount;

    public void Dispose() => _server.Dispose();

    private static TransportAddress AddressOf(int number) => TransportAddress.FromIPv4(0x0A00_0001u + (uint)number, 4500);
}
