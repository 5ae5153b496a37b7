using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Network.Tests.Adversary;

public class InterceptionPointTests
{
    private static readonly TransportAddress Phone = TransportAddress.FromIPv4(10, 1, 0, 2, 5000);
    private static readonly TransportAddress Server = TransportAddress.FromIPv4(198, 51, 100, 1, 443);

    private readonly LinkInterceptors _all = new();
    private readonly OnPathAttacker _attacker = new();

    [Fact]
    public void It_counts_what_he_saw_and_what_he_touched_and_tells_it()
    {
        _all.Where = "phone>home";
        InterceptionPoint point = _all.Add(_attacker);
        _attacker.Drop(new FaultScope { Nth = 2 });
        Show(1);
        point.IsVacuous.Should().BeTrue();
        Show(2);
        Show(3);

        point.IsVacuous.Should().BeFalse();
        point.ToString().Should().Be("an attacker on phone>home (touched 1 of 3 that he saw)");
    }

    [Fact]
    public void What_all_let_pass_was_decided_by_nobody()
    {
        _all.Add(_attacker);
        _all.Add(new OnPathAttacker());

        Show(1).Decider.Should().BeNull();
    }

    [Fact]
    public void The_first_who_does_not_let_it_pass_decides()
    {
        var second = new OnPathAttacker();
        InterceptionPoint first = _all.Add(_attacker);
        InterceptionPoint other = _all.Add(second);
        second.Drop(FaultScope.All);
        Show(1).Decider.Should().BeSameAs(other);
        _attacker.Hold(FaultScope.All);

        Show(2).Should().Be((Interception.Hold, first));
        other.Seen.Should().Be(1, "what is held does not go on to him");
    }

    [Fact]
    public void When_he_goes_he_lets_go_what_he_held_and_sees_no_more()
    {
        InterceptionPoint point = _all.Add(_attacker);
        LinkHold? released = null;
        point.Released = hold => released = hold;
        point.IsOver.Should().BeFalse();
        point.Dispose();

        released.Should().BeSameAs(point);
        point.IsOver.Should().BeTrue();
        _all.Any.Should().BeFalse();
        Show(1);
        point.ToString().Should().Be("an attacker on the link (touched 0 of 0 that he saw)");
        _all.All.Should().Equal(point);
    }

    [Fact]
    public void Nobody_is_no_attacker() =>
        _all.Invoking(it => it.Add(null!)).Should().Throw<ArgumentNullException>().WithParameterName("interceptor");

    private (Interception Decision, InterceptionPoint? Decider) Show(byte content)
    {
        bool touched = _all.Judge(
            new InterceptedDatagram([content], Phone, Server, TimeSpan.Zero),
            out Interception decision,
            out InterceptionPoint? who
        );
        touched.Should().Be(who is not null);
        return (decision, who);
    }
}
