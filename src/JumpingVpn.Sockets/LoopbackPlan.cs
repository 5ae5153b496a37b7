using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>
/// Gives every host of a laboratory its own loopback address, so that hosts differ by address as they do in a network.
/// Laboratories that run side by side, in this process or another, get different networks.
/// </summary>
/// <remarks>
/// The whole of 127.0.0.0/8 is local on Linux and Windows (RFC 1122 section 3.2.1.3); a plan takes one /24 of it and holds it by
/// a bound socket until it is disposed. Elsewhere only 127.0.0.1 exists, and hosts differ by port alone; see
/// <see cref="HasOwnAddresses"/>. Thread rule: one thread at a time.
/// </remarks>
public sealed class LoopbackPlan : IDisposable
{
    /// <summary>Who binds this port on the claim host owns the /24. It lies above the ports that kernels hand out.</summary>
    private const ushort ClaimPort = 61_001;

    private const byte ClaimHost = 254;

    /// <summary>127.64.0.0 to 127.191.255.0: away from what systems use, such as 127.0.0.53 for name resolution.</summary>
    private const uint FirstNetwork = 0x7F40_0000;

    private const uint NetworkCount = 128 << 8;
    private const uint ClaimAttempts = 4_096;

    private static int _plansCreated;

    private readonly UdpEndpoint? _claim;
    private readonly uint _network;
    private byte _lastHost;

    private LoopbackPlan(UdpEndpoint? claim, uint network)
    {
        _claim = claim;
        _network = network;
    }

    /// <summary>True if each host has its own address; false if all share 127.0.0.1 and ports tell them apart.</summary>
    public bool HasOwnAddresses => _claim is not null;

    /// <summary>Takes a free network.</summary>
    /// <exception cref="InvalidOperationException">None of 4,096 networks is free.</exception>
    public static LoopbackPlan Create()
    {
        uint start = ((uint)Environment.ProcessId * 257) + (uint)Interlocked.Increment(ref _plansCreated);
        for (uint attempt = 0; attempt < ClaimAttempts; attempt++)
        {
            uint network = FirstNetwork + (((start + attempt) % NetworkCount) << 8);
            var claimed = TransportAddress.FromIPv4(network | ClaimHost, ClaimPort);
            if (
                UdpEndpoint.TryBind(claimed, new UdpChannelOptions { ReceiveBufferBytes = 0 }, out UdpEndpoint? claim, out BindError? error)
            )
            {
                return new LoopbackPlan(claim, network);
            }

            if (error.Kind == BindErrorKind.AddressNotAvailable)
            {
                return CreateShared();
            }
        }

        throw new InvalidOperationException($"No loopback network is free: {ClaimAttempts} of those from 127.64.0.0/24 were tried.");
    }

    /// <summary>The address of the next host, with port 0: 127.x.y.1, 127.x.y.2 and so on, or 127.0.0.1 for all.</summary>
    /// <exception cref="InvalidOperationException">All 253 addresses of the network are given away.</exception>
    public TransportAddress NextHost()
    {
        if (!HasOwnAddresses)
        {
            return TransportAddress.FromIPv4(_network, 0);
        }

        if (_lastHost == ClaimHost - 1)
        {
            throw new InvalidOperationException($"A loopback network has {ClaimHost - 1} host addresses, and all are given away.");
        }

        return TransportAddress.FromIPv4(_network | ++_lastHost, 0);
    }

    /// <summary>Gives the network back.</summary>
    public void Dispose() => _claim?.Close();

    /// <summary>The plan of a system that has one loopback address only.</summary>
    internal static LoopbackPlan CreateShared() => new(claim: null, 0x7F00_0001);
}
