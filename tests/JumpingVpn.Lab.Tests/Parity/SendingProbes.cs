using JumpingVpn.Datagrams;
using static JumpingVpn.Lab.Tests.Parity.ParityProbes;

namespace JumpingVpn.Lab.Tests.Parity;

/// <summary>What a send answers, and what arrives: lengths, ports, families, addresses of many.</summary>
internal static class SendingProbes
{
    public static IReadOnlyList<(string Name, Func<ParityBench, string> Ask)> All { get; } =
    [
        ("a datagram", bench => Between(bench, 7)),
        ("a datagram of 0 bytes", bench => Between(bench)),
        ("the longest datagram", bench => Between(bench, new byte[UdpLimits.LongestPayload])),
        ("a datagram of one byte more", bench => Between(bench, new byte[UdpLimits.LongestPayload + 1])),
        ("a datagram of 100,000 bytes", bench => Between(bench, new byte[100_000])),
        ("an answer to the source", Answer),
        ("a datagram to oneself", ToSelf),
        ("a datagram to another socket of the host", ToOwnHost),
        ("many datagrams keep their number and order", InOrder),
        ("the buffer is the sender's again after the send", BufferIsCopied),
        ("an echo from inside the receiver", Echo),
        ("a closed port", ClosedPort),
        ("a closed port, twice", bench => $"{ClosedPort(bench)}, {ClosedPortAgain(bench)}"),
        ("an open port after a closed one", OpenAfterClosed),
        ("a port that was closed and is open again", ClosedThenOpen),
        ("port 0", bench => ToNobody(bench, port => port.WithPort(0))),
        ("the address of nobody", bench => ToAddress(bench, "192.0.2.1:9", tellsResult: false)),
        ("the unspecified address", bench => ToAddress(bench, "0.0.0.0:9", tellsResult: false)),
        ("the limited broadcast", bench => ToAddress(bench, "255.255.255.255:9")),
        ("the broadcast of the loopback network", bench => ToAddress(bench, "127.255.255.255:9")),
        ("a multicast group that nobody is in", bench => ToAddress(bench, "239.1.2.3:9", tellsResult: false)),
        ("IPv4 to an IPv6 address", bench => ToAddress(bench, "[2001:db8::1]:9")),
        ("IPv4 to the IPv6 loopback address", bench => ToAddress(bench, "[::1]:9")),
        ("IPv4 to an IPv6 multicast group", bench => ToAddress(bench, "[ff02::1]:9")),
        ("IPv4 to an IPv6 socket that is open", IPv4ToIPv6),
        ("IPv6 to IPv6", bench => Between6(bench, 7)),
        ("IPv6, 0 bytes", bench => Between6(bench)),
        ("IPv6, the longest datagram", bench => Between6(bench, new byte[UdpLimits.LongestPayload])),
        ("IPv6, one byte more", bench => Between6(bench, new byte[UdpLimits.LongestPayload + 1])),
        ("IPv6 to an IPv4 socket that is open", IPv6ToIPv4),
        ("IPv6, an answer to the source", Answer6),
    ];

    private static string Between(ParityBench bench, params byte[] datagram)
    {
        ParitySocket server = bench.Host("server");
        return $"{bench.Send(bench.Host("phone"), server, datagram)}, hears {server.Heard()}";
    }

    private static string Between6(ParityBench bench, params byte[] datagram)
    {
        ParitySocket server = bench.IPv6Socket();
        return $"{bench.Send(bench.IPv6Socket(), server, datagram)}, hears {server.Heard()}";
    }

    private static string Answer(ParityBench bench)
    {
        ParitySocket server = bench.Host("server");
        ParitySocket phone = bench.Host("phone");
        bench.Send(phone, server, 1);
        return $"{bench.SendTo(server, server.NextSource(), 2)}, hears {phone.Heard()}";
    }

    private static string Answer6(ParityBench bench)
    {
        ParitySocket server = bench.IPv6Socket();
        ParitySocket phone = bench.IPv6Socket();
        bench.Send(phone, server, 1);
        return $"{bench.SendTo(server, server.NextSource(), 2)}, hears {phone.Heard()}";
    }

    private static string ToSelf(ParityBench bench)
    {
        ParitySocket phone = bench.Host("phone");
        return $"{bench.SendTo(phone, phone.Address, 1)}, hears {phone.Heard()}";
    }

    private static string ToOwnHost(ParityBench bench)
    {
        ParitySocket phone = bench.Host("phone");
        ParitySocket further = bench.Socket("phone");
        return $"{bench.SendTo(phone, further.Address, 1)}, hears {further.Heard()}";
    }

    private static string InOrder(ParityBench bench)
    {
        ParitySocket server = bench.Host("server");
        ParitySocket phone = bench.Host("phone");
        TransportAddress way = bench.Lab.AddressToReach("phone", server.Address);
        for (byte number = 1; number <= 50; number++)
        {
            phone.Channel.Send([number], way);
        }

        bench.Settle();
        return server.Heard();
    }

    private static string BufferIsCopied(ParityBench bench)
    {
        ParitySocket server = bench.Host("server");
        ParitySocket phone = bench.Host("phone");
        byte[] buffer = [1];
        phone.Channel.Send(buffer, bench.Lab.AddressToReach("phone", server.Address));
        buffer[0] = 2;
        bench.Settle();
        return server.Heard();
    }

    private static string Echo(ParityBench bench)
    {
        bench.Lab.AddHost("server");
        IDatagramChannel server = bench.Lab.OpenChannel("server");
        var echo = new Echoing(server);
        server.Start(echo);
        ParitySocket phone = bench.Host("phone");
        bench.SendTo(phone, bench.Lab.AddressToReach("phone", server.LocalAddress), 5);
        return $"{echo.Result}, hears {phone.Heard()}";
    }

    private static string ClosedPort(ParityBench bench)
    {
        ParitySocket server = bench.Host("server");
        server.Close();
        return $"{bench.Send(bench.Host("phone"), server, 1)}, hears {server.Heard()}";
    }

    private static string ClosedPortAgain(ParityBench bench)
    {
        ParitySocket server = bench.Socket("server");
        server.Close();
        ParitySocket phone = bench.Socket("phone");
        bench.Send(phone, server, 1);
        return $"{bench.Send(phone, server, 1)}";
    }

    private static string OpenAfterClosed(ParityBench bench)
    {
        ParitySocket server = bench.Host("server");
        ParitySocket closed = bench.Socket("server");
        closed.Close();
        ParitySocket phone = bench.Host("phone");
        bench.Send(phone, closed, 1);
        return $"{bench.Send(phone, server, 2)}, hears {server.Heard()}";
    }

    private static string ClosedThenOpen(ParityBench bench)
    {
        ParitySocket server = bench.Host("server");
        ParitySocket phone = bench.Host("phone");
        server.Close();
        bench.Send(phone, server, 1);
        ParitySocket again = bench.Socket("server", server.Address.Port);
        return $"{bench.Send(phone, again, 2)}, hears {again.Heard()}";
    }

    private static string ToNobody(ParityBench bench, Func<TransportAddress, TransportAddress> change)
    {
        ParitySocket phone = bench.Host("phone");
        return bench.SendTo(phone, change(phone.Address), 1).ToString();
    }

    /// <summary>What a machine's routes say of an address is its own affair; that nothing comes back is not.</summary>
    private static string ToAddress(ParityBench bench, string address, bool tellsResult = true)
    {
        ParitySocket phone = bench.Host("phone");
        SendResult result = bench.SendTo(phone, Address(address), 1);
        return tellsResult ? $"{result}, hears {phone.Heard()}" : $"hears {phone.Heard()}";
    }

    private static string IPv4ToIPv6(ParityBench bench)
    {
        ParitySocket server = bench.IPv6Socket();
        return $"{bench.SendTo(bench.Host("phone"), server.Address, 1)}, hears {server.Heard()}";
    }

    private static string IPv6ToIPv4(ParityBench bench)
    {
        ParitySocket server = bench.Host("server");
        return $"{bench.SendTo(bench.IPv6Socket(), server.Address, 1)}, hears {server.Heard()}";
    }

    private sealed class Echoing(IDatagramChannel channel) : IDatagramReceiver
    {
        public SendResult? Result { get; private set; }

        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => Result = channel.Send(datagram, source);
    }
}
