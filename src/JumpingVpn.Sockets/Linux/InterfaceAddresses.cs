using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Linux;

/// <summary>Reads the addresses of the interfaces of the calling thread's network namespace.</summary>
internal static unsafe class InterfaceAddresses
{
    private const uint UpAndRunning = 0x1 | 0x40; // IFF_UP, IFF_RUNNING: switched on, and with a carrier

    /// <summary>Those of interfaces that are up and have a carrier, without port; none if the system does not tell.</summary>
    public static HashSet<TransportAddress> Live()
    {
        HashSet<TransportAddress> live = [];
        if (LibC.GetAddresses(out InterfaceAddress* first) != 0)
        {
            return live;
        }

        for (InterfaceAddress* one = first; one is not null; one = one->Next)
        {
            if ((one->Flags & UpAndRunning) == UpAndRunning && one->Address is not null && Read(one->Address) is { } address)
            {
                live.Add(address.WithPort(0));
            }
        }

        LibC.FreeAddresses(first);
        return live;
    }

    private static TransportAddress? Read(byte* native)
    {
        ushort family = *(ushort*)native;
        AddressFamily? known =
            family == SocketAddressCodec.LinuxFamily(AddressFamily.InterNetwork) ? AddressFamily.InterNetwork
            : family == SocketAddressCodec.LinuxFamily(AddressFamily.InterNetworkV6) ? AddressFamily.InterNetworkV6
            : null;
        return known is { } ip
            ? SocketAddressCodec.Read(new ReadOnlySpan<byte>(native, (int)SocketAddressCodec.LinuxLength(ip)), ip)
            : null;
    }
}
