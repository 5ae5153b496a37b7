using System.Net.Sockets;
using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

public sealed class UdpDatagramChannelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_address_in_use_is_an_error_with_a_sentence()
    {
        await using UdpDatagramChannel first = Loopback.Bind();

        UdpDatagramChannel.TryBind(first.LocalAddress, null, out UdpDatagramChannel? second, out BindError? error).Should().BeFalse();

        second.Should().BeNull();
        error!.Kind.Should().Be(BindErrorKind.AddressInUse);
        error.Message.Should().Be($"{first.LocalAddress} is in use by another program; stop that program or choose another port.");
    }

    [Fact]
    public void An_address_of_another_machine_is_an_error_with_a_sentence()
    {
        // 192.0.2.0/24 is set aside for documentation (RFC 5737).
        var foreign = TransportAddress.FromIPv4(192, 0, 2, 1, 0);

        UdpDatagramChannel.TryBind(foreign, null, out _, out BindError? error).Should().BeFalse();

        error!.Kind.Should().Be(BindErrorKind.AddressNotAvailable);
        error.Message.Should().Contain("192.0.2.1:0 is not an address of this machine");
    }

    [Theory]
    [InlineData(SocketError.AccessDenied, 80, BindErrorKind.AccessDenied, "needs administrator rights because its port is below 1024")]
    [InlineData(SocketError.AccessDenied, 8080, BindErrorKind.AccessDenied, "refuses 127.0.0.1:8080 to this user")]
    [InlineData(SocketError.TooManyOpenSockets, 0, BindErrorKind.TooManySockets, "raise the limit of open files")]
    [InlineData(SocketError.AddressFamilyNotSupported, 0, BindErrorKind.AddressNotAvailable, "has IPv4 switched off")]
    [InlineData(SocketError.Fault, 0, BindErrorKind.Other, "cannot be bound")]
    public void Each_cause_has_its_kind_and_sentence(SocketError cause, ushort port, BindErrorKind kind, string sentence)
    {
        var error = BindError.From(new SocketException((int)cause), Loopback.AnyPort.WithPort(port));

        error.Kind.Should().Be(kind);
        error.Message.Should().Contain(sentence).And.EndWith(kind == BindErrorKind.Other ? ")." : ".");
    }

    [Fact]
    public void A_negative_receive_buffer_is_misuse()
    {
        Action binding = () => UdpDatagramChannel.TryBind(Loopback.AnyPort, new() { ReceiveBufferBytes = -1 }, out _, out _);

        binding.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_negative_patience_is_misuse()
    {
        UdpChannelOptions impatient = new() { InUsePatience = TimeSpan.FromTicks(-1) };
        Action binding = () => UdpDatagramChannel.TryBind(Loopback.AnyPort, impatient, out _, out _);

        binding.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task An_address_that_becomes_free_is_waited_for()
    {
        UdpDatagramChannel first = Loopback.Bind();
        UdpChannelOptions patient = new() { InUsePatience = Limit };
        Task<UdpDatagramChannel?> second = Task.Run(() =>
            UdpDatagramChannel.TryBind(first.LocalAddress, patient, out UdpDatagramChannel? channel, out _) ? channel : null
        );

        await first.DisposeAsync();

        (await second)!.LocalAddress.Should().Be(first.LocalAddress);
        await (await second)!.DisposeAsync();
    }

    [Fact]
    public async Task An_address_that_does_not_become_free_is_an_error_after_the_patience()
    {
        await using UdpDatagramChannel first = Loopback.Bind();
        UdpChannelOptions patient = new() { InUsePatience = TimeSpan.FromMilliseconds(5) };

        UdpDatagramChannel.TryBind(first.LocalAddress, patient, out _, out BindError? error).Should().BeFalse();

        error!.Kind.Should().Be(BindErrorKind.AddressInUse);
    }

    [Fact]
    public async Task A_closed_address_can_be_bound_again()
    {
        UdpDatagramChannel first = Loopback.Bind();
        first.Start(new CollectingReceiver());
        await first.DisposeAsync();

        UdpDatagramChannel
            .TryBind(first.LocalAddress, new() { InUsePatience = Limit }, out UdpDatagramChannel? second, out BindError? error)
            .Should()
            .BeTrue(error?.Message);
        await second!.DisposeAsync();
    }

    [Fact]
    public async Task IPv6_loopback_works()
    {
        await using UdpDatagramChannel target = Loopback.Bind(new TransportAddress(UInt128.One, 0));
        await using UdpDatagramChannel sender = Loopback.Bind(new TransportAddress(UInt128.One, 0));

        DatagramReceived received = await Exchange(sender, target, target.LocalAddress);

        received.Source.Should().Be(sender.LocalAddress);
        received.Source.ToString().Should().StartWith("[::1]:");
    }

    [Fact]
    public async Task Bound_to_all_IPv6_addresses_a_channel_serves_IPv4_too()
    {
        await using UdpDatagramChannel target = Loopback.Bind(new TransportAddress(UInt128.Zero, 0));
        await using UdpDatagramChannel sender = Loopback.Bind();
        TransportAddress overIPv4 = Loopback.AnyPort.WithPort(target.LocalAddress.Port);

        DatagramReceived received = await Exchange(sender, target, overIPv4);

        received.Source.Should().Be(sender.LocalAddress, "an IPv4 source looks the same on either kind of socket");
        target.Send([1], sender.LocalAddress).Should().Be(SendResult.Sent);
    }

    [Fact]
    public async Task A_destination_of_the_other_family_is_unreachable()
    {
        await using UdpDatagramChannel channel = Loopback.Bind();

        // An IPv6 address whose last 32 bits read as 127.0.0.1: it must not be cut down to them.
        TransportAddress lookalike = new(0x7F00_0001, channel.LocalAddress.Port);

        channel.Send([1], lookalike).Should().Be(SendResult.Unreachable);
    }

    [Fact]
    public async Task A_destination_without_a_port_is_unreachable()
    {
        await using UdpDatagramChannel channel = Loopback.Bind();

        channel.Send([1], Loopback.AnyPort).Should().Be(SendResult.Unreachable);
    }

    [Fact]
    public async Task Disposal_ends_a_receiver_that_waits_for_a_datagram()
    {
        UdpDatagramChannel channel = Loopback.Bind();
        channel.Start(new CollectingReceiver());

        // The wait is a bound for a failing test; a blocked thread would never end by itself.
        await channel.DisposeAsync().AsTask().WaitAsync(Limit);
    }

    [Fact]
    public async Task Disposal_completes_only_when_the_running_call_has_ended()
    {
        await using UdpDatagramChannel sender = Loopback.Bind();
        UdpDatagramChannel channel = Loopback.Bind();
        using ManualResetEventSlim entered = new();
        using ManualResetEventSlim leave = new();
        channel.Start(
            new ActingReceiver(_ =>
            {
                entered.Set();
                leave.Wait(Limit);
            })
        );
        sender.Send([1], channel.LocalAddress);
        entered.Wait(Limit).Should().BeTrue();

        Task disposal = channel.DisposeAsync().AsTask();
        disposal.IsCompleted.Should().BeFalse("the receiver still runs");
        leave.Set();
        await disposal.WaitAsync(Limit);
    }

    [Fact]
    public async Task Senders_and_disposal_may_race()
    {
        await using UdpDatagramChannel target = Loopback.Bind();
        for (int round = 0; round < 5; round++)
        {
            UdpDatagramChannel channel = Loopback.Bind();
            channel.Start(new ActingReceiver(d => channel.Send(d.Payload.Span, d.Source)));
            channel.Send([1], channel.LocalAddress);
            using Barrier together = new(2);
            Task<SendResult> sending = OnThread(() =>
            {
                together.SignalAndWait(Limit);
                SendResult result;
                do
                {
                    result = channel.Send([1], target.LocalAddress);
                } while (result is SendResult.Sent or SendResult.QueueFull);
                return result;
            });

            together.SignalAndWait(Limit);
            await channel.DisposeAsync().AsTask().WaitAsync(Limit);

            (await sending.WaitAsync(Limit)).Should().Be(SendResult.Closed);
        }
    }

    private static Task<T> OnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task<DatagramReceived> Exchange(UdpDatagramChannel sender, UdpDatagramChannel target, TransportAddress address)
    {
        DatagramQueue queue = new();
        target.Start(queue);
        sender.Send([1, 2], address).Should().Be(SendResult.Sent);
        return await queue.ReceiveAsync().AsTask().WaitAsync(Limit);
    }
}
