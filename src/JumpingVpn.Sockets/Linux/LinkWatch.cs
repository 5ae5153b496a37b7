using System.Net.Sockets;
using System.Runtime.InteropServices;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Linux;

/// <summary>
/// Knows which addresses of this machine are on an interface that is up and has a carrier, and learns of every change (man 7 rtnetlink).
/// The kernel itself does not say: it sends from an address of an interface that is down, by whatever other interface has a route, and
/// the answers are lost.
/// </summary>
/// <remarks>One for each network namespace, shared and counted. Thread rule: any thread; <see cref="Changed"/> is called by a thread of
/// its own, which belongs to the namespace of the one that asked first.</remarks>
internal sealed class LinkWatch
{
    // linux/netlink.h, linux/rtnetlink.h: links, addresses and routes of both families.
    private const int NetlinkFamily = 16;
    private const int RawCloseOnExec = 3 | 0x80000;
    private const uint Groups = 0x1 | 0x10 | 0x40 | 0x100 | 0x400;

    private static readonly TimeSpan LookForEnd = TimeSpan.FromSeconds(1);
    private static readonly Lock All = new();
    private static readonly Dictionary<string, LinkWatch> ByNamespace = [];

    private readonly string _namespace;
    private readonly Socket _socket;
    private HashSet<TransportAddress> _live;
    private int _users;

    private LinkWatch(string name, Socket socket)
    {
        _namespace = name;
        _socket = socket;
        _live = InterfaceAddresses.Live();
        new Thread(Listen) { IsBackground = true, Name = "links" }.Start();
    }

    /// <summary>Called after each change, whatever it was.</summary>
    public event Action? Changed;

    /// <summary>Which addresses are live, without port; another object after each change.</summary>
    public IReadOnlySet<TransportAddress> Live => Volatile.Read(ref _live);

    /// <summary>The watch of the calling thread's network namespace; null if the kernel gives none. To be given back by
    /// <see cref="Release"/>.</summary>
    public static LinkWatch? TryAcquire()
    {
        string? name = new FileInfo("/proc/thread-self/ns/net").LinkTarget;
        lock (All)
        {
            if (name is null || (!ByNamespace.TryGetValue(name, out LinkWatch? watch) && (watch = TryOpen(name)) is null))
            {
                return null;
            }

            watch._users++;
            return watch;
        }
    }

    /// <summary>Gives it back; the last one ends it.</summary>
    public void Release()
    {
        lock (All)
        {
            if (--_users == 0)
            {
                ByNamespace.Remove(_namespace);
            }
        }
    }

    private static LinkWatch? TryOpen(string name)
    {
        int file = LibC.OpenSocket(NetlinkFamily, RawCloseOnExec, 0);
        if (file < 0)
        {
            return null;
        }

        var handle = new SafeSocketHandle(file, ownsHandle: true);
        NetlinkAddress all = new() { Family = NetlinkFamily, Groups = Groups };
        if (LibC.Bind(handle, all, (uint)Marshal.SizeOf<NetlinkAddress>()) != 0)
        {
            handle.Dispose();
            return null;
        }

        LinkWatch watch = new(name, new Socket(handle));
        ByNamespace.Add(name, watch);
        return watch;
    }

    private void Listen()
    {
        byte[] messages = new byte[16_384];
        while (IsUsed())
        {
            try
            {
                // What the messages say does not matter, nor that some did not fit the kernel's buffer: something has changed.
                if (_socket.Poll(LookForEnd, SelectMode.SelectRead))
                {
                    _socket.Receive(messages);
                }
                else
                {
                    continue;
                }
            }
            catch (SocketException)
            {
                // Messages were lost.
            }

            Volatile.Write(ref _live, InterfaceAddresses.Live());
            Changed?.Invoke();
        }

        _socket.Dispose();
    }

    private bool IsUsed()
    {
        lock (All)
        {
            return ByNamespace.GetValueOrDefault(_namespace) == this;
        }
    }
}
