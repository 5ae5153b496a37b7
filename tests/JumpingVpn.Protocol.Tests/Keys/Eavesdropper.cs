using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>
/// Sees a copy of each datagram, is faster than the network, and sends under any address; what is said to her own address she may relay
/// to the client. She stops and delays nothing.
/// </summary>
internal sealed class Eavesdropper
{
    public static readonly TransportAddress Address = Addresses.Eve;

    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(1);

    private readonly Pair _pair;
    private readonly string[] _copies;
    private readonly string[] _relays;
    private readonly TransportAddress[] _addresses;

    /// <param name="pair">Whose traffic she sees.</param>
    /// <param name="copies">Which types of the client's she sends from her own address before they arrive.</param>
    /// <param name="relays">Which types that are sent to her she sends to the client in the server's place.</param>
    /// <param name="addresses">Where her copies come from, each from every one of them; one address where none are given.</param>
    public Eavesdropper(Pair pair, string[] copies, string[] relays, params TransportAddress[] addresses)
    {
        _addresses = addresses is [] ? [Address] : addresses;
        _pair = pair;
        _copies = copies;
        _relays = relays;
        pair.Tap = See;
    }

    /// <summary>How many datagrams of the client's she has sent first.</summary>
    public int Copied { get; private set; }

    public void Leave() => _pair.Tap = static (_, _, _) => { };

    private void See(string datagram, bool toServer, TransportAddress address)
    {
        if (toServer && Array.Exists(_copies, type => IsOf(datagram, type)))
        {
            Copied++;
            foreach (TransportAddress from in _addresses)
            {
                _pair.Forge(datagram, toServer: true, from, HeadStart);
            }
        }
        else if (!toServer && Array.IndexOf(_addresses, address) >= 0 && Array.Exists(_relays, type => IsOf(datagram, type)))
        {
            _pair.Forge(datagram, toServer: false, _pair.ClientAddress, HeadStart);
        }
    }

    private static bool IsOf(string datagram, string type) => datagram.StartsWith($"{{\"type\":\"{type}\"", StringComparison.Ordinal);
}
