using JumpingVpn.Fuzzing;
using JumpingVpn.Network.Nat;
using JumpingVpn.Protocol;
using JumpingVpn.Simulation;

namespace JumpingVpn.Benchmarks.Endpoints;

/// <summary>Our own protocol over the same network: a message and its acknowledgement at a time.</summary>
internal sealed class OwnPingPong : IDisposable
{
    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SessionClient _client;
    private readonly SessionClientDriver _phone;
    private readonly SessionServerDriver _server;

    public OwnPingPong()
    {
        SimulatedHost server = _net.AddHost("server");
        SimulatedHost phone = _net.AddHost("phone", _net.AddNat("home", NatPresets.PortRestrictedCone));
        SimulatedChannel listening = server.OpenChannel(4000);
        _server = new SessionServerDriver(
            new SessionServer(new ServerOptions(), new SeededEntropy(1)),
            listening,
            _net.TimeProvider.Perpetual
        );
        _client = new SessionClient(new ClientOptions(), listening.LocalAddress, new SeededEntropy(2));
        _phone = new SessionClientDriver(_client, phone.OpenChannel(), _net.TimeProvider.Perpetual);
        _phone.Connect();
        _net.RunFor(TimeSpan.FromSeconds(1));
    }

    /// <summary>Exchanges so many messages; checks that each was acknowledged.</summary>
    public long Run(int messages)
    {
        for (int i = 0; i < messages; i++)
        {
            bool sent = _phone.TrySend("hello"u8, out _);
            _net.RunFor(TimeSpan.FromMilliseconds(1));
            if (!sent || _client.UnacknowledgedCount > 0)
            {
                throw new InvalidOperationException("A message was not acknowledged.");
            }
        }

        return messages;
    }

    public void Dispose()
    {
        // On the simulated network both are complete at once.
        _phone.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _client.Dispose();
    }
}
