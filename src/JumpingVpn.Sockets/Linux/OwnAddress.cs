using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Linux;

/// <summary>Whether the address that one socket is bound to is still there, on an interface that is up.</summary>
/// <remarks>Thread rule: any thread.</remarks>
internal sealed class OwnAddress
{
    private readonly TransportAddress _address;
    private readonly LinkWatch _watch;
    private IReadOnlySet<TransportAddress>? _seen;
    private bool _live = true;

    private OwnAddress(in TransportAddress address, LinkWatch watch)
    {
        _address = address;
        _watch = watch;
    }

    /// <summary>False while nothing that is sent from the address could be answered.</summary>
    public bool IsLive
    {
        get
        {
            IReadOnlySet<TransportAddress> live = _watch.Live;
            if (!ReferenceEquals(live, _seen))
            {
                _live = live.Contains(_address); // two threads may do so at once, and come to the same
                _seen = live;
            }

            return _live;
        }
    }

    /// <summary>Begins to watch an address; null for one that no interface has now, such as a loopback one beyond 127.0.0.1, or all of
    /// them.</summary>
    public static OwnAddress? TryWatch(in TransportAddress local)
    {
        TransportAddress address = local.WithPort(0);
        bool isLoopback = address.IsIPv4 ? address.IPv4Bits >> 24 == 127 : address.Address == UInt128.One;
        bool isAll = address.IsIPv4 ? address.IPv4Bits == 0 : address.Address == UInt128.Zero;
        if (isLoopback || isAll || LinkWatch.TryAcquire() is not { } watch)
        {
            return null;
        }

        if (watch.Live.Contains(address))
        {
            return new OwnAddress(address, watch);
        }

        watch.Release();
        return null;
    }

    /// <summary>Watches no more.</summary>
    public void Release() => _watch.Release();
}
