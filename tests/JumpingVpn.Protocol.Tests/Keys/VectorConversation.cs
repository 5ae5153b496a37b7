using System.Text;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>
/// One whole session of real peers, whose entropy counts: the client's upwards from 00, the server's downwards from ff. Every protected
/// message type is in it.
/// </summary>
internal sealed class VectorConversation : IDisposable
{
    private const int PrivateKeyLength = 32;

    private readonly byte[] _buffer = new byte[4096];
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    public VectorConversation(SessionMode mode)
    {
        ListEntropy upwards = new([.. Enumerable.Range(0, 256).Select(i => (byte)i)]);
        ListEntropy downwards = new([.. Enumerable.Range(0, 256).Select(i => (byte)(255 - i))]);
        Server = new SessionServer(Modes.Server(mode), downwards);
        ClientOptions options = Modes.Client(mode) with { KeepaliveInterval = TimeSpan.FromSeconds(1) };
        Client = new SessionClient(options, Addresses.Server, upwards);
        Client.Connect(_now);
        Exchange(Addresses.Phone);
        Key = Client.Keys!.Memory.ToArray();
        ClientPrivateKey = upwards.Draws.Single(draw => draw.Length == PrivateKeyLength);
        ServerPrivateKey = downwards.Draws.Single(draw => draw.Length == PrivateKeyLength);
        Client.TrySend("hello"u8, _now, out _);
        Exchange(Addresses.Phone);
        _now = Client.NextTimeout!.Value;
        Client.HandleTimeout(_now);
        Exchange(Addresses.Phone);
        Client.TrySend("caf\u00e9"u8, _now, out _);
        Exchange(Addresses.PhoneMoved);
        Client.Terminate(_now);
        Exchange(Addresses.PhoneMoved);
    }

    public byte[] ClientPrivateKey { get; }

    public byte[] ServerPrivateKey { get; }

    public SessionServer Server { get; }

    public SessionClient Client { get; }

    /// <summary>The session's key, as the client holds it.</summary>
    public byte[] Key { get; }

    /// <summary>All datagrams, in order.</summary>
    public List<string> Wire { get; } = [];

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
    }

    private void Exchange(Datagrams.TransportAddress address)
    {
        bool moved = true;
        while (moved)
        {
            moved = false;
            while (Client.TryPollTransmit(_buffer, out int length, out _))
            {
                Wire.Add(Encoding.UTF8.GetString(_buffer, 0, length));
                Server.HandleDatagram(_buffer.AsSpan(0, length), address, _now);
                moved = true;
            }

            while (Server.TryPollTransmit(_buffer, out int length, out _))
            {
                Wire.Add(Encoding.UTF8.GetString(_buffer, 0, length));
                Client.HandleDatagram(_buffer.AsSpan(0, length), Addresses.Server, _now);
                moved = true;
            }
        }
    }
}
