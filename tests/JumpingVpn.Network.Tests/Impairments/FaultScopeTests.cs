using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

/// <summary>What a fault strikes, told in words and in numbers.</summary>
public class FaultScopeTests
{
    private static readonly TransportAddress Phone = TransportAddress.FromIPv4(0x0A000001, 1000);
    private static readonly TransportAddress Gateway = TransportAddress.FromIPv4(0x0A000002, 443);

    private readonly LinkModel _link = new(LinkOptions.Perfect, new RandomSource(1));

    [Theory]
    [InlineData(1, "1st")]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(4, "4th")]
    [InlineData(10, "10th")]
    [InlineData(11, "11th")]
    [InlineData(12, "12th")]
    [InlineData(13, "13th")]
    [InlineData(21, "21st")]
    [InlineData(32, "32nd")]
    [InlineData(43, "43rd")]
    [InlineData(101, "101st")]
    [InlineData(112, "112th")]
    public void A_scope_counts_as_people_do(long number, string ordinal)
    {
        new FaultScope { Nth = number }
            .ToString()
            .Should()
            .Be($"the {ordinal} datagram");
        new FaultScope { Every = number, What = "PING" }
            .ToString()
            .Should()
            .Be($"every {ordinal} PING");
    }

    [Fact]
    public void The_next_one_and_every_one_are_told_apart()
    {
        new FaultScope { Times = 1 }
            .ToString()
            .Should()
            .Be("the next datagram");
        new FaultScope { Times = 2 }
            .ToString()
            .Should()
            .Be("every datagram");
        FaultScope.All.ToString().Should().Be("every datagram");
    }

    [Fact]
    public void A_scope_that_strikes_nothing_is_refused_and_the_least_that_strikes_is_not()
    {
        Refused(new FaultScope { Every = 0 }, "Every 0th datagram is impossible: it must be at least every 1st.");
        Refused(new FaultScope { Times = 0 }, "A fault that strikes at most 0 times does nothing: it must be at least 1.");
        Refused(new FaultScope { Nth = 3, Times = 2 }, "The 3th datagram comes once and not 2 times: give one of them.");
        _link.Faults.Drop(new FaultScope { Nth = 1, Times = 1 }).Dispose();
        _link.Faults.Drop(new FaultScope { Every = 1 });

        Send().Drop.Should().Be(DropReason.Loss);
        Send().Drop.Should().Be(DropReason.Loss);
    }

    [Fact]
    public void A_port_that_is_given_is_the_only_one()
    {
        LinkFault other = _link.Faults.Drop(new FaultScope { Source = Phone.WithPort(1001) });
        LinkFault same = _link.Faults.Drop(new FaultScope { Source = Phone, Destination = Gateway });

        Send().Drop.Should().Be(DropReason.Loss);
        other.Matches.Should().Be(0);
        same.Hits.Should().Be(1);
    }

    [Fact]
    public void A_link_that_is_down_leaves_nothing_to_strike()
    {
        LinkFault fault = _link.Faults.Drop(1);
        _link.Options = LinkOptions.Dead;
        Send()
            .Should()
            .Be(new LinkFate(DropReason.LinkDown, TimeSpan.Zero, FlippedBit: -1, Copies: 0), "nothing of it arrives, damaged or not");
        fault.Matches.Should().Be(0);
        _link.Options = LinkOptions.Perfect;

        Send().Drop.Should().Be(DropReason.Loss, "this is the first that it sees");
    }

    [Fact]
    public void What_the_link_loses_is_neither_held_nor_doubled_nor_delayed()
    {
        _link.Options = new LinkOptions { Loss = Probability.Certain };
        var lost = new LinkFate(DropReason.Loss, TimeSpan.Zero, FlippedBit: -1, Copies: 0);
        using (_link.Faults.Hold(FaultScope.All))
        {
            Send().Should().Be(lost);
        }

        using (_link.Faults.Duplicate(FaultScope.All))
        {
            Send().Should().Be(lost);
        }

        using LinkFault delay = _link.Faults.Delay(TimeSpan.FromSeconds(1), FaultScope.All);
        Send().Should().Be(lost);
    }

    [Fact]
    public void A_fault_that_ends_lets_go_what_it_holds()
    {
        LinkFault fault = _link.Faults.Hold(1);
        LinkHold? released = null;
        fault.Released = hold => released = hold;
        fault.Dispose();

        released.Should().BeSameAs(fault);
    }

    [Fact]
    public void A_fault_delays_by_a_day_at_most_and_never_back()
    {
        _link
            .Faults.Invoking(it => it.Delay(TimeSpan.FromTicks(-1), 1))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A delay by a fault of -00:00:00.0000001 is impossible: it must be from 0 to 1.00:00:00.");
        _link.Faults.Delay(TimeSpan.FromDays(1), 1).ExtraDelay.Should().Be(TimeSpan.FromDays(1));
    }

    private void Refused(FaultScope scope, string sentence) =>
        _link.Faults.Invoking(it => it.Drop(scope)).Should().Throw<ArgumentException>().WithMessage(sentence);

    private LinkFate Send() => _link.Next([1], Phone, Gateway, TimeSpan.Zero);
}
