using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

public class LinkDirectionTests
{
    private static readonly TimeSpan Ms = TimeSpan.FromMilliseconds(1);

    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SimulatedHost _phone;
    private readonly SimulatedChannel _channel;
    private readonly SimulatedChannel _server;
    private readonly CollectingReceiver _received = new();

    public LinkDirectionTests()
    {
        _phone = _net.AddHost("phone");
        _channel = _phone.OpenChannel();
        _server = _net.AddHost("gw").OpenChannel(443);
        _server.Start(_received);
    }

    [Fact]
    public void A_sentence_loses_the_third_datagram_and_counts_it()
    {
        using LinkFault fault = _phone.Link.Up.Drop(nth: 3);

        SendAndRun(5);

        Numbers().Should().Equal(1, 2, 4, 5);
        fault.Hits.Should().Be(1);
        fault.ToString().Should().Be("Drop the 3rd datagram on phone>internet (struck 1 of 5 that matched)");
        _net.Ledger.DroppedBy(DropReason.Loss).Should().Be(1);
    }

    [Fact]
    public void A_held_datagram_is_in_flight_until_it_is_released()
    {
        LinkFault fault = _phone.Link.Up.Hold(nth: 1);
        SendAndRun(3);
        Numbers().Should().Equal(2, 3);
        _net.Ledger.InFlight.Should().Be(1);
        _net.EnsureBalanced();

        fault.Release();
        _net.RunUntilQuiescent();

        Numbers().Should().Equal(2, 3, 1);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_rate_spaces_datagrams_and_its_queue_drops_the_rest()
    {
        _phone.Link.Uplink = new LinkOptions
        {
            Rate = new RateLimit(BitRate.Kilobits(8)) { QueueDatagrams = 4 },
            Delay = 5 * Ms,
        };
        for (byte i = 1; i <= 6; i++)
        {
            _channel.Send([i], _server.LocalAddress);
        }

        _phone.Link.Up.QueueLength.Should().Be(4);
        _net.RunFor(8 * Ms);
        Numbers().Should().Equal(1, 2, 3);
        _net.RunFor(Ms);
        Numbers().Should().Equal(1, 2, 3, 4);
        _net.Ledger.DroppedBy(DropReason.QueueFull).Should().Be(2);
        _net.EnsureBalanced();
    }

    [Fact]
    public void Corruption_that_changes_lengths_arrives_with_them_and_the_books_balance()
    {
        _phone.Link.Uplink = new LinkOptions { Corruption = Probability.Certain, CorruptionKind = CorruptionKind.Extend };
        SendAndRun(50);

        _received.Received.Should().OnlyContain(it => it.Payload.Length > 1 && it.Payload.Length <= 65);
        _phone.Link.Uplink = new LinkOptions { Corruption = Probability.Certain, CorruptionKind = CorruptionKind.Truncate };
        SendAndRun(1);
        _received.Received[^1].Payload.Length.Should().Be(0);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_schedule_varies_one_direction()
    {
        _phone.Link.Up.Follow(new LinkSchedule(new LinkPhase(10 * Ms, 10 * Ms, LinkOptions.Dead)));
        for (byte i = 1; i <= 3; i++)
        {
            SendAndRun(1, i);
            _net.RunFor(10 * Ms);
        }

        Numbers().Should().Equal(1, 3);
        _net.Ledger.DroppedBy(DropReason.LinkDown).Should().Be(1);
    }

    [Fact]
    public void One_direction_may_be_down_alone()
    {
        _phone.Link.Down.IsUp = false;

        SendAndRun(1);

        _phone.Link.IsUp.Should().BeFalse();
        Numbers().Should().Equal(1);
    }

    private void SendAndRun(int count, byte first = 1)
    {
        for (int i = 0; i < count; i++)
        {
            _channel.Send([(byte)(first + i)], _server.LocalAddress);
        }

        _net.RunUntilQuiescent();
    }

    private byte[] Numbers() => _received.Received.Select(it => it.Payload.Span[0]).ToArray();
}
