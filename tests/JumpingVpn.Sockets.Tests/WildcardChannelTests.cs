using System.Net;
using System.Net.NetworkInformation;
using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

/// <summary>RFC 1122 section 4.1.3.5: an answer leaves from the address that was asked. Packet information is Linux's own here.</summary>
public sealed class WildcardChannelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TransportAddress AnyIPv4 = TransportAddress.FromIPv4(0, 0);
    private static readonly TransportAddress AnyIPv6 = new(UInt128.Zero, 0);

    [LinuxTheory]
    [InlineData("0.0.0.0:0", "127.0.0.2")]
    [InlineData("0.0.0.0:0", "127.9.8.7")]
    [InlineData("0.0.0.0:0", "127.0.0.1")]
    [InlineData("[::]:0", "127.0.0.2")]
    [InlineData("[::]:0", "127.0.0.1")]
    [InlineData("[::]:0", "::1")]
    public async Task Bound_to_all_addresses_it_answers_from_the_one_that_was_asked(string bind, string asked)
    {
        await using UdpDatagramChannel server = Loopback.Bind(Parsed(bind));
        TransportAddress to = Of(asked, server.LocalAddress.Port);
        await using UdpDatagramChannel client = Loopback.Bind(to.IsIPv4 ? Loopback.AnyPort : new TransportAddress(UInt128.One, 0));

        (await AskAsync(client, server, to)).Source.Should().Be(to);
    }

    [LinuxTheory]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::]:0")]
    public async Task What_is_sent_later_leaves_from_the_address_that_was_asked_too(string bind)
    {
        await using UdpDatagramChannel server = Loopback.Bind(Parsed(bind));
        await using UdpDatagramChannel client = Loopback.Bind();
        DatagramQueue atServer = new();
        DatagramQueue atClient = new();
        server.Start(atServer);
        client.Start(atClient);
        ushort port = server.LocalAddress.Port;
        List<TransportAddress> asked = [.. Enumerable.Range(2, 20).Select(host => TransportAddress.FromIPv4(127, 0, 0, (byte)host, port))];

        asked.ForEach(to => client.Send([1], to));
        List<TransportAddress> sources = [];
        foreach (TransportAddress _ in asked)
        {
            sources.Add((await atServer.ReceiveAsync().AsTask().WaitAsync(Limit)).Source);
        }

        for (int i = asked.Count - 1; i >= 0; i--)
        {
            server.Send([2], sources[i]).Should().Be(SendResult.Sent);
            (await atClient.ReceiveAsync().AsTask().WaitAsync(Limit)).Source.Should().Be(asked[i]);
        }
    }

    [LinuxFact]
    public async Task One_peer_that_asks_two_addresses_is_one_peer()
    {
        await using UdpDatagramChannel server = Loopback.Bind(AnyIPv4);
        await using UdpDatagramChannel client = Loopback.Bind();
        DatagramQueue queue = new();
        server.Start(queue);

        client.Send([1], TransportAddress.FromIPv4(127, 0, 0, 2, server.LocalAddress.Port));
        client.Send([1], TransportAddress.FromIPv4(127, 0, 0, 3, server.LocalAddress.Port));
        TransportAddress first = (await queue.ReceiveAsync().AsTask().WaitAsync(Limit)).Source;
        TransportAddress second = (await queue.ReceiveAsync().AsTask().WaitAsync(Limit)).Source;

        second.Should().Be(first).And.Be(client.LocalAddress);
        second.LocalEnd.Should().NotBe(first.LocalEnd);
    }

    [NetworkNamespaceFact]
    public async Task On_a_host_with_several_addresses_of_both_families_each_is_answered_from()
    {
        using NetworkNamespace far = new();
        using NetworkNamespace near = new();
        near.Join("eth0", far, "eth0");
        far.Ip("address add 10.1.0.1/24 dev eth0");
        far.Ip("address add 10.1.0.2/24 dev eth0");
        far.Ip("address add 2001:db8::1/64 dev eth0 nodad");
        far.Ip("address add 2001:db8::2/64 dev eth0 nodad");
        near.Ip("address add 10.1.0.9/24 dev eth0");
        near.Ip("address add 2001:db8::9/64 dev eth0 nodad");
        await using UdpDatagramChannel server = far.Run(() => Loopback.Bind(AnyIPv6));
        await using UdpDatagramChannel client4 = near.Run(() => Loopback.Bind(AnyIPv4));
        await using UdpDatagramChannel client6 = near.Run(() => Loopback.Bind(AnyIPv6));
        server.Start(new ActingReceiver(d => server.Send(d.Payload.Span, d.Source)));
        DatagramQueue answers4 = new();
        DatagramQueue answers6 = new();
        client4.Start(answers4);
        client6.Start(answers6);

        far.Ip("address add 10.1.0.3/24 dev eth0"); // since the bind
        foreach (string asked in new[] { "10.1.0.2", "10.1.0.1", "10.1.0.3", "2001:db8::2", "2001:db8::1" })
        {
            TransportAddress to = Of(asked, server.LocalAddress.Port);
            (to.IsIPv4 ? client4 : client6).Send([1], to).Should().Be(SendResult.Sent, asked);
            DatagramQueue answers = to.IsIPv4 ? answers4 : answers6;
            (await answers.ReceiveAsync().AsTask().WaitAsync(Limit)).Source.Should().Be(to);
        }
    }

    [NetworkNamespaceFact]
    public async Task The_same_link_local_address_on_two_links_is_two_peers_and_each_is_answered_on_its_link()
    {
        using NetworkNamespace server = new();
        using NetworkNamespace first = new();
        using NetworkNamespace second = new();
        server.Join("eth1", first, "eth0");
        server.Join("eth2", second, "eth0");
        server.Ip("address add fe80::1/64 dev eth1 nodad");
        server.Ip("address add fe80::1/64 dev eth2 nodad");
        first.Ip("address add fe80::9/64 dev eth0 nodad");
        second.Ip("address add fe80::9/64 dev eth0 nodad");
        await using UdpDatagramChannel served = server.Run(() => Loopback.Bind(AnyIPv6));
        List<TransportAddress> sources = [];
        served.Start(
            new ActingReceiver(d =>
            {
                sources.Add(d.Source);
                served.Send(d.Payload.Span, d.Source);
            })
        );

        foreach ((NetworkNamespace host, byte mark) in new[] { (first, (byte)1), (second, (byte)2) })
        {
            uint link = host.Run(static () =>
                (uint)
                    NetworkInterface
                        .GetAllNetworkInterfaces()
                        .Single(static i => i.Name == "eth0")
                        .GetIPProperties()
                        .GetIPv6Properties()
                        .Index
            );
            TransportAddress own = Of("fe80::9", 4000).WithScope(link);
            await using UdpDatagramChannel client = host.Run(() => Loopback.Bind(own));
            DatagramQueue answers = new();
            client.Start(answers);
            client.Send([mark], Of("fe80::1", served.LocalAddress.Port).WithScope(link)).Should().Be(SendResult.Sent);
            DatagramReceived answer = await answers.ReceiveAsync().AsTask().WaitAsync(Limit);
            answer.Payload.ToArray().Should().Equal(mark);
            answer.Source.Should().Be(Of("fe80::1", served.LocalAddress.Port).WithScope(link));
        }

        sources.Should().HaveCount(2).And.OnlyHaveUniqueItems("fe80::9 port 4000 on each of two links");
        sources.Should().OnlyContain(source => source.Scope != 0);
        sources[0].WithScope(0).Should().Be(sources[1].WithScope(0));
    }

    private static TransportAddress Parsed(string text)
    {
        TransportAddress.TryParse(text, out TransportAddress address).Should().BeTrue();
        return address;
    }

    private static TransportAddress Of(string host, ushort port) =>
        TransportAddress.FromEndPoint(new IPEndPoint(IPAddress.Parse(host), port));

    private static async Task<DatagramReceived> AskAsync(UdpDatagramChannel client, UdpDatagramChannel server, TransportAddress to)
    {
        DatagramQueue answers = new();
        client.Start(answers);
        server.Start(new ActingReceiver(d => server.Send(d.Payload.Span, d.Source)));
        client.Send([1], to).Should().Be(SendResult.Sent);
        return await answers.ReceiveAsync().AsTask().WaitAsync(Limit);
    }
}
