using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

public sealed class SocketPumpTests : IDisposable
{
    private readonly SocketPump _pump = new();
    private readonly List<UdpDatagramChannel> _open = [];

    public void Dispose() => _open.ForEach(channel => channel.DisposeAsync().AsTask().IsCompleted.Should().BeTrue());

    [Fact]
    public void Nothing_arrives_before_the_pump_settles()
    {
        UdpDatagramChannel sender = Bind();
        CollectingReceiver receiver = Listen(out UdpDatagramChannel target);

        sender.Send([1], target.LocalAddress);

        receiver.Count.Should().Be(0);
        _pump.Counters.Underway.Should().Be(1);
        _pump.Settle().Should().Be(1);
        receiver.Count.Should().Be(1);
        _pump.Counters.Should().Be(new SocketPumpCounters(1, 1, 0, 0, 0, 0, 0));
    }

    [Fact]
    public void Datagrams_arrive_in_the_order_of_sending_across_all_sockets()
    {
        List<string> order = [];
        UdpDatagramChannel sender = Bind();
        UdpDatagramChannel[] targets = [.. Enumerable.Range(0, 5).Select(i => Acting(_ => order.Add($"{i}")))];

        foreach (int target in (int[])[3, 1, 4, 1, 0, 3])
        {
            sender.Send([7], targets[target].LocalAddress);
        }

        _pump.Settle();

        order.Should().Equal("3", "1", "4", "1", "0", "3");
    }

    [Fact]
    public void One_datagram_at_a_time_can_be_delivered()
    {
        UdpDatagramChannel sender = Bind();
        CollectingReceiver receiver = Listen(out UdpDatagramChannel target);
        sender.Send([1], target.LocalAddress);
        sender.Send([2], target.LocalAddress);

        _pump.DeliverNext().Should().BeTrue();
        receiver.Count.Should().Be(1);
        _pump.DeliverNext().Should().BeTrue();
        _pump.DeliverNext().Should().BeFalse();
    }

    [Fact]
    public void Answers_sent_by_receivers_are_settled_too()
    {
        CollectingReceiver answers = Listen(out UdpDatagramChannel asking);
        UdpDatagramChannel answering = Bind();
        answering.Start(new ActingReceiver(d => answering.Send(d.Payload.Span, d.Source)));

        asking.Send([1], answering.LocalAddress);

        _pump.Settle().Should().Be(2);
        answers.Count.Should().Be(1);
    }

    [Fact]
    public void Endpoints_that_answer_each_other_without_end_are_stopped_and_named()
    {
        SocketPump pump = new(new SocketPumpOptions { MaxDatagramsPerSettle = 100 });
        UdpDatagramChannel echo = Track(Loopback.Bind(pump));
        echo.Start(new ActingReceiver(d => echo.Send(d.Payload.Span, d.Source)));
        echo.Send([1], echo.LocalAddress);

        pump.Invoking(p => p.Settle()).Should().Throw<InvalidOperationException>().WithMessage("*did not settle within 100 datagrams*");
    }

    [Fact]
    public void A_receiver_must_not_settle_the_pump()
    {
        UdpDatagramChannel channel = Acting(_ => _pump.Settle());
        channel.Send([1], channel.LocalAddress);

        _pump.Invoking(p => p.Settle()).Should().Throw<InvalidOperationException>().WithMessage("*inside a receiver*");
    }

    [Fact]
    public void Datagrams_to_nobody_count_as_closed_port()
    {
        UdpDatagramChannel sender = Bind();
        CollectingReceiver receiver = Listen(out UdpDatagramChannel closing);

        sender.Send([1], closing.LocalAddress);
        closing.DisposeAsync().AsTask().IsCompleted.Should().BeTrue();
        sender.Send([2], closing.LocalAddress);
        _pump.Settle();

        receiver.Count.Should().Be(0);
        _pump.Counters.Should().Be(new SocketPumpCounters(2, 0, 2, 0, 0, 0, 0));
    }

    [Fact]
    public void Datagrams_for_a_channel_that_was_not_started_are_counted()
    {
        UdpDatagramChannel sender = Bind();

        sender.Send([1], Bind().LocalAddress);
        _pump.Settle();

        _pump.Counters.Should().Be(new SocketPumpCounters(1, 0, 0, 1, 0, 0, 0));
    }

    [Fact]
    public void Datagrams_from_outside_the_pump_are_dropped_and_counted()
    {
        UdpDatagramChannel sender = Bind();
        UdpDatagramChannel foreign = Track(Loopback.Bind());
        CollectingReceiver receiver = Listen(out UdpDatagramChannel target);

        foreign.Send([1], target.LocalAddress);
        sender.Send([2], target.LocalAddress);
        _pump.Settle();

        receiver.Received.Should().ContainSingle().Which.Source.Should().Be(sender.LocalAddress);
        _pump.Counters.Should().Be(new SocketPumpCounters(1, 1, 0, 0, 0, 0, Foreign: 1));
    }

    [Fact]
    public void A_burst_that_no_kernel_buffer_holds_arrives_whole_and_in_order()
    {
        UdpDatagramChannel sender = Bind();
        CollectingReceiver receiver = Listen(out UdpDatagramChannel target);
        byte[] datagram = new byte[60_000];

        for (byte i = 0; i < 200; i++)
        {
            datagram[0] = i;
            sender.Send(datagram, target.LocalAddress).Should().Be(SendResult.Sent);
        }

        _pump.Settle();

        receiver.Received.Select(d => (int)d.Payload.Span[0]).Should().Equal(Enumerable.Range(0, 200));
        _pump.Counters.LostByKernel.Should().Be(0);
    }

    [Fact]
    public void What_the_kernel_loses_is_waited_for_and_counted()
    {
        SocketPump pump = new(new SocketPumpOptions { KernelPatience = TimeSpan.FromMilliseconds(1) });
        UdpDatagramChannel target = Track(Loopback.Bind(pump));
        CollectingReceiver receiver = new();
        target.Start(receiver);

        // Told of two datagrams that never existed: what a full kernel buffer looks like from here.
        pump.OnSent(1, target.LocalAddress);
        pump.OnSent(1, target.LocalAddress);
        target.Send([1], target.LocalAddress);
        pump.Settle();

        receiver.Count.Should().Be(1);
        pump.Counters.Should().Be(new SocketPumpCounters(3, 1, 0, 0, LostByKernel: 2, 0, 0));
    }

    [Fact]
    public void Hundreds_of_sockets_share_one_pump()
    {
        UdpDatagramChannel sender = Bind();
        List<CollectingReceiver> receivers = [];
        for (int i = 0; i < 300; i++)
        {
            receivers.Add(Listen(out UdpDatagramChannel target));
            sender.Send([1], target.LocalAddress);
        }

        _pump.Settle().Should().Be(300);
        receivers.Should().OnlyContain(r => r.Count == 1);
    }

    [Fact]
    public void A_channel_bound_to_every_address_is_found_under_each()
    {
        UdpDatagramChannel sender = Bind();
        CollectingReceiver receiver = new();
        UdpDatagramChannel everywhere = Track(Loopback.Bind(TransportAddress.FromIPv4(0, 0), _pump));
        everywhere.Start(receiver);

        sender.Send([1], Loopback.AnyPort.WithPort(everywhere.LocalAddress.Port));
        _pump.Settle();
        everywhere.Send([2], sender.LocalAddress);

        receiver.Count.Should().Be(1);
        _pump.Counters.ClosedPort.Should().Be(0);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Action negative = () => _ = new SocketPump(new SocketPumpOptions { KernelPatience = TimeSpan.FromTicks(-1) });
        Action none = () => _ = new SocketPump(new SocketPumpOptions { MaxDatagramsPerSettle = 0 });

        negative.Should().Throw<ArgumentOutOfRangeException>();
        none.Should().Throw<ArgumentOutOfRangeException>();
    }

    private UdpDatagramChannel Bind() => Track(Loopback.Bind(_pump));

    private UdpDatagramChannel Acting(Action<DatagramReceived> act)
    {
        UdpDatagramChannel channel = Bind();
        channel.Start(new ActingReceiver(act));
        return channel;
    }

    private CollectingReceiver Listen(out UdpDatagramChannel channel)
    {
        CollectingReceiver receiver = new();
        channel = Bind();
        channel.Start(receiver);
        return receiver;
    }

    private UdpDatagramChannel Track(UdpDatagramChannel channel)
    {
        _open.Add(channel);
        return channel;
    }
}
