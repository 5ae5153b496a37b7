using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

public class LinkOptionsTests
{
    public static TheoryData<LinkOptions, string> Impossible() => new()
    {
        { new LinkOptions { Delay = TimeSpan.FromMilliseconds(-1) }, "A delay of -00:00:00.0010000 is impossible: it must be from 0 to 1.00:00:00." },
        { new LinkOptions { Jitter = TimeSpan.FromDays(2) }, "A jitter of 2.00:00:00 is impossible*" },
        { new LinkOptions { Jitter = TimeSpan.FromMilliseconds(5) }, "A jitter of 00:00:00.0050000 around a delay of 0 is contradictory*" },
        { new LinkOptions { Mtu = 0 }, "An MTU of 0 bytes is impossible: it must be at least 1 byte." },
        { new LinkOptions { Reordering = Probability.FromPercent(5) }, "Reordering of 5 % without a delay does nothing*" },
        { new LinkOptions { ReorderingGap = 0 }, "A reordering gap of 0 is impossible: it must be at least 1." },
        { new LinkOptions { ReorderingGap = 3 }, "A reordering gap of 3 without a reordering probability does nothing*" },
        { new LinkOptions { Order = (LinkOrder)9 }, "The link order 9 is unknown." },
        { new LinkOptions { JitterDistribution = (JitterDistribution)9 }, "The jitter distribution 9 is unknown." },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Impossible_or_contradictory_options_are_refused_when_the_link_is_built(LinkOptions options, string sentence)
    {
        Action act = () => _ = new LinkModel(options, new RandomSource(1));

        act.Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    [Fact]
    public void Refused_options_leave_the_old_ones_in_force()
    {
        var link = new LinkModel(new LinkOptions { Mtu = 100 }, new RandomSource(1));

        link.Invoking(it => it.Options = new LinkOptions { Mtu = 0 }).Should().Throw<ArgumentException>();
        link.Options.Mtu.Should().Be(100);
    }
}
