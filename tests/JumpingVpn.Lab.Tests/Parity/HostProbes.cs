using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Lab.Tests.Parity.ParityProbes;

namespace JumpingVpn.Lab.Tests.Parity;

/// <summary>What becomes of sockets: how they are opened, closed and reused, and what hosts, links and NATs do to them.</summary>
internal static class HostProbes
{
    public static IReadOnlyList<(string Name, Func<ParityBench, string> Ask)> All { get; } =
    [
        ("a port that is taken", bench => Attempt(() => bench.Socket("server", Server(bench).Address.Port))),
        ("a port that another host has", bench => Attempt(() => bench.Host("phone", port: Server(bench).Address.Port))),
        ("a port that was closed", PortReuse),
        ("any port is a port", bench => $"{Server(bench).Address.Port > 0}"),
        ("a new socket has a new port", NewPort),
        ("a send on a closed socket", SendOnClosed),
        ("a socket closed twice", CloseTwice),
        ("a socket started twice", bench => Attempt(() => Server(bench).Channel.Start(new DatagramQueue()))),
        ("a closed socket started", StartClosed),
        ("a datagram before the start", BeforeStart),
        ("a socket that its receiver closes", CloseInReceiver),
        ("receive overflow keeps the oldest", bench => Overflow(bench, 3)),
        ("no receive queue at all", bench => Overflow(bench, 0)),
        ("a send from a paused host", SendWhilePaused),
        ("a lost interface", LostInterface),
        ("an interface that is back", InterfaceBack),
        ("an address that is gone, sending", bench => Gone(bench, sends: true)),
        ("an address that is gone, receiving", bench => Gone(bench, sends: false)),
        ("an address that is back", AddressBack),
        ("a socket on the new address", NewAddress),
        ("the same port on the new address", SamePortOnNewAddress),
        ("a host that crashed", Crashed),
        ("a link that is cut", LinkCut),
        ("a link that is too narrow", TooNarrow),
        ("an answer through a NAT", NatAnswer),
        ("rebinding under a connected peer", Rebinding),
        ("a stranger through a port-restricted cone", bench => Stranger(bench, NatPresets.PortRestrictedCone)),
        ("a stranger through a full cone", bench => Stranger(bench, FullCone)),
        ("a forwarded port", bench => Published(bench, FullCone with { Filtering = EndpointDependence.AddressAndPortDependent })),
        ("a 1:1 NAT", bench => Published(bench, new NatOptions { OneToOne = true })),
    ];

    private static ParitySocket Server(ParityBench bench) => bench.Host("server");

    private static string PortReuse(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        server.Close();
        return Attempt(() => bench.Socket("server", server.Address.Port));
    }

    private static string NewPort(ParityBench bench)
    {
        ParitySocket first = Server(bench);
        first.Close();
        return $"{bench.Socket("server").Address != first.Address}";
    }

    private static string SendOnClosed(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        server.Close();
        return bench.SendTo(server, server.Address, 1).ToString();
    }

    private static string CloseTwice(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        server.Close();
        return Attempt(server.Close);
    }

    private static string StartClosed(ParityBench bench)
    {
        bench.Lab.AddHost("server");
        IDatagramChannel channel = bench.Lab.OpenChannel("server");
        channel.DisposeAsync().AsTask().Wait();
        return Attempt(() => channel.Start(new DatagramQueue()));
    }

    private static string BeforeStart(ParityBench bench)
    {
        bench.Lab.AddHost("server");
        var server = new ParitySocket("server", bench.Lab.OpenChannel("server"));
        bench.Send(bench.Host("phone"), server, 1);
        server.Channel.Start(server.Arrivals);
        bench.Settle();
        return server.Heard();
    }

    private static string CloseInReceiver(ParityBench bench)
    {
        bench.Lab.AddHost("server");
        IDatagramChannel server = bench.Lab.OpenChannel("server");
        var closing = new Closing(server);
        server.Start(closing);
        ParitySocket phone = bench.Host("phone");
        TransportAddress way = bench.Lab.AddressToReach("phone", server.LocalAddress);
        phone.Channel.Send([1], way);
        phone.Channel.Send([2], way);
        bench.Settle();
        return $"{closing.Calls}";
    }

    private static string Overflow(ParityBench bench, int queue)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.Hosts.SetReceiveQueue("server", queue);
        bench.Lab.Hosts.Pause("server");
        for (byte number = 1; number <= 6; number++)
        {
            bench.Send(phone, server, number);
        }

        bench.Lab.Hosts.Resume("server");
        bench.Settle();
        return server.Heard();
    }

    private static string SendWhilePaused(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.Hosts.Pause("phone");
        return $"{bench.Send(phone, server, 1)}, hears {server.Heard()}";
    }

    private static string LostInterface(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.Hosts.SetAttached("phone", false);
        return $"{bench.Send(phone, server, 1)}, hears {server.Heard()}";
    }

    private static string InterfaceBack(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.Hosts.SetAttached("phone", false);
        bench.Send(phone, server, 1);
        bench.Lab.Hosts.SetAttached("phone", true);
        return $"{bench.Send(phone, server, 2)}, hears {server.Heard()}";
    }

    private static string Gone(ParityBench bench, bool sends)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Send(phone, server, 1);
        TransportAddress seen = server.NextSource();
        bench.Lab.Hosts.Renumber("phone");
        return sends
            ? $"{bench.Send(phone, server, 2)}, hears {server.Heard()}"
            : $"{bench.SendTo(server, seen, 2)}, hears {phone.Heard()}";
    }

    private static string AddressBack(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.Hosts.Renumber("phone");
        bench.Send(phone, server, 1);
        bench.Lab.Hosts.RestoreAddress("phone");
        return $"{bench.Send(phone, server, 2)}, hears {server.Heard()}";
    }

    private static string NewAddress(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.Hosts.Renumber("phone");
        ParitySocket renumbered = bench.Socket("phone");
        bench.Send(renumbered, server, 1);
        return $"{!renumbered.Address.SameHost(phone.Address)}, {bench.SendTo(server, server.NextSource(), 2)}, hears {renumbered.Heard()}";
    }

    private static string SamePortOnNewAddress(ParityBench bench)
    {
        ParitySocket phone = bench.Host("phone");
        bench.Lab.Hosts.Renumber("phone");
        return Attempt(() => bench.Socket("phone", phone.Address.Port));
    }

    private static string Crashed(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.Hosts.Crash("phone", keepsState: false);
        return $"{bench.Send(phone, server, 1)}, {Attempt(() => bench.Lab.OpenChannel("phone"))}";
    }

    private static string LinkCut(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.SetLinkUp("phone", false);
        return $"{bench.Send(phone, server, 1)}, hears {server.Heard()}";
    }

    private static string TooNarrow(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        ParitySocket phone = bench.Host("phone");
        bench.Lab.SetLink("phone", Narrow(20));
        return $"{bench.Send(phone, server, new byte[21])}, {bench.Send(phone, server, new byte[20])}, hears {server.Heard()}";
    }

    private static string NatAnswer(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        bench.Lab.AddNat("home", NatPresets.Symmetric);
        ParitySocket phone = bench.Host("phone", "home");
        bench.Send(phone, server, 1);
        return $"{bench.SendTo(server, server.NextSource(), 2)}, hears {phone.Heard()}";
    }

    private static string Rebinding(ParityBench bench)
    {
        ParitySocket server = Server(bench);
        bench.Lab.AddNat("home", FullCone);
        ParitySocket phone = bench.Host("phone", "home");
        bench.Send(phone, server, 1);
        TransportAddress before = server.NextSource();
        bench.Lab.Rebind("home", "phone", NatRebindingKind.Port);
        SendResult toTheOldPort = bench.SendTo(server, before, 2);
        bench.Send(phone, server, 3);
        return $"{toTheOldPort}, hears {phone.Heard()}, same source: {server.NextSource() == before}";
    }

    private static string Stranger(ParityBench bench, NatOptions options)
    {
        ParitySocket server = Server(bench);
        ParitySocket stranger = bench.Host("stranger");
        bench.Lab.AddNat("home", options);
        ParitySocket phone = bench.Host("phone", "home");
        bench.Send(phone, server, 1);
        return $"{bench.SendTo(stranger, server.NextSource(), 2)}, hears {phone.Heard()}";
    }

    private static string Published(ParityBench bench, NatOptions options)
    {
        bench.Lab.AddNat("office", options);
        ParitySocket web = bench.Host("web", "office");
        ParitySocket stranger = bench.Host("stranger");
        TransportAddress published = bench.Lab.Publish("web", web.Address.Port);
        SendResult result = bench.SendTo(stranger, bench.Lab.AddressToReach("stranger", published), 1);
        return $"{result}, same port: {published.Port == web.Address.Port}, hears {web.Heard()}";
    }

    private sealed class Closing(IDatagramChannel channel) : IDatagramReceiver
    {
        public int Calls { get; private set; }

        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
        {
            Calls++;
            _ = channel.DisposeAsync().AsTask();
        }
    }
}
