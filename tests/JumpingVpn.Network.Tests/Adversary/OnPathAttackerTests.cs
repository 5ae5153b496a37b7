using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Network.Tests.Adversary;

public class OnPathAttackerTests
{
    private static readonly TransportAddress Phone = TransportAddress.FromIPv4(10, 1, 0, 2, 5000);
    private static readonly TransportAddress Server = TransportAddress.FromIPv4(198, 51, 100, 1, 443);
    private static readonly FaultScope Next = new() { Times = 1 };

    private readonly OnPathAttacker _attacker = new();

    [Fact]
    public void The_first_rule_that_strikes_decides_and_the_rest_passes()
    {
        AttackRule delay = _attacker.Delay(TimeSpan.FromSeconds(2), Next);
        AttackRule drop = _attacker.Drop(Next);

        Show(1).Wait.Should().Be(TimeSpan.FromSeconds(2));
        Show(2).Kind.Should().Be(InterceptionKind.Drop);
        Show(3).Kind.Should().Be(InterceptionKind.Pass);
        delay.Hits.Should().Be(1);
        drop.Captured.Single().Payload.ToArray().Should().Equal(2);
    }

    [Fact]
    public void A_copy_lets_pass_and_keeps_what_it_saw()
    {
        AttackRule copy = _attacker.Copy(FaultScope.All);

        Show(7).Kind.Should().Be(InterceptionKind.Pass);

        copy.Captured.Should().Equal(copy.Captured.Single());
        copy.Captured[0].Source.Should().Be(Phone);
        copy.Captured[0].Destination.Should().Be(Server);
        copy.ToString().Should().Be("Copy every datagram (struck 1 of 1 that matched)");
    }

    [Fact]
    public void A_copy_keeps_no_later_rule_from_striking()
    {
        AttackRule copy = _attacker.Copy(FaultScope.All);
        _attacker.Drop(FaultScope.All);

        Show(7).Kind.Should().Be(InterceptionKind.Drop);
        copy.Hits.Should().Be(1);
    }

    [Fact]
    public void Each_rule_tells_what_it_does()
    {
        _attacker.Drop(Next);
        _attacker.Hold(Next);
        _attacker.Delay(TimeSpan.FromSeconds(1), Next);
        _attacker.Rewrite(Next, captured => captured.Payload);
        _attacker.Copy(Next);

        _attacker.Rules.Select(rule => rule.What).Should().Equal("Drop", "Hold", "Delay", "Rewrite", "Copy");
        _attacker.Rules[0].ToString().Should().Be("Drop the next datagram (struck 0 of 0 that matched)");
    }

    [Fact]
    public void A_rule_needs_a_scope_and_a_rewrite_its_bytes()
    {
        _attacker.Invoking(it => it.Drop(null!)).Should().Throw<ArgumentNullException>().WithParameterName("scope");
        _attacker.Invoking(it => it.Rewrite(Next, null!)).Should().Throw<ArgumentNullException>().WithParameterName("rewrite");
        _attacker.Rules.Should().BeEmpty();
    }

    [Fact]
    public void A_rewrite_gives_other_bytes_of_any_length()
    {
        _attacker.Rewrite(Next, captured => new byte[] { (byte)(captured.Payload.Span[0] + 1), 9 });

        Show(4).Payload!.Value.ToArray().Should().Equal(5, 9);
    }

    [Fact]
    public void An_ended_rule_strikes_nothing_and_keeps_its_counters()
    {
        AttackRule hold = _attacker.Hold(FaultScope.All);
        Show(1).Kind.Should().Be(InterceptionKind.Hold);

        hold.Dispose();

        Show(2).Kind.Should().Be(InterceptionKind.Pass);
        hold.Hits.Should().Be(1);
        hold.IsVacuous.Should().BeFalse();
        _attacker.Rules.Should().ContainSingle();
    }

    [Fact]
    public void An_impossible_scope_or_delay_is_refused()
    {
        _attacker
            .Invoking(it => it.Drop(new FaultScope { Nth = 0 }))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The datagram number 0 is impossible: the first is 1.");
        _attacker
            .Invoking(it => it.Delay(TimeSpan.Zero, Next))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("An attacker who delays by 00:00:00 does nothing: give a time above 0.");
        _attacker
            .Invoking(it => it.Delay(TimeSpan.FromTicks(-1), Next))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A delay by an attacker of -00:00:00.0000001 is impossible: it must be from 0 to 1.00:00:00.");
    }

    private Interception Show(byte content) => _attacker.OnDatagram(new InterceptedDatagram([content], Phone, Server, TimeSpan.Zero));
}
