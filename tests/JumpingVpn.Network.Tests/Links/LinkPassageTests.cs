using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Links;

public sealed class LinkPassageTests
{
    private readonly RecordingPassage _link = new();
    private readonly OnPathAttacker _attacker = new();

    [Fact]
    public void A_new_link_is_a_wire_until_something_is_on_it_or_stands_at_it()
    {
        _link.IsWire.Should().BeTrue();

        using (_link.Interceptors.Add(_attacker))
        {
            _link.IsWire.Should().BeFalse("the attacker must see each datagram");
        }

        _link.IsUp = false;
        _link.IsWire.Should().BeFalse("what enters must be dropped");
        _link.IsUp = true;
        _link.Options = new LinkOptions { Delay = Milliseconds(10) };
        _link.Enter(1, At(0));
        _link.Options = LinkOptions.Perfect;
        _link.IsWire.Should().BeFalse("it would overtake what is under way");

        _link.Arrived();
        _link.IsWire.Should().BeTrue();
    }

    [Fact]
    public void What_enters_departs_with_its_time_of_arrival_or_is_dropped_with_the_reason()
    {
        _link.Options = new LinkOptions { Delay = Milliseconds(10), Mtu = 100 };

        _link.Enter(100, At(5));
        _link.Enter(101, At(6));
        _link.IsUp = false;
        _link.Enter(1, At(7));

        _link.Out.Should().Equal("depart 0 15", "drop 1 Mtu", "drop 2 LinkDown");
        _link.UnderWay.Should().Be(1);
    }

    [Fact]
    public void Copies_depart_before_what_they_are_copies_of()
    {
        _link.Options = new LinkOptions { Duplication = Probability.Certain, Delay = Milliseconds(10) };

        _link.Enter(1, At(0));

        _link.Out.Should().Equal("duplicate 0", "depart 1 10", "depart 0 10");
        _link.UnderWay.Should().Be(2);
    }

    [Fact]
    public void A_queue_asks_to_be_woken_for_its_head_and_is_served_then()
    {
        _link.Options = new LinkOptions { Rate = new RateLimit(BitRate.Kilobits(8)), Delay = Milliseconds(3) };

        _link.Enter(10, At(0));
        _link.Enter(20, At(0));
        _link.Out.Should().BeEmpty();
        Wakes().Should().Equal(10);
        WakeLast();
        Wakes().Should().Equal(10, 30);
        WakeLast();

        _link.Out.Should().Equal("depart 0 13", "depart 1 33");
        Wakes().Should().Equal([10, 30], "nothing waits any more");
        _link.UnderWay.Should().Be(2);
    }

    [Fact]
    public void A_queue_gives_up_the_oldest_or_the_newest_as_its_discipline_says()
    {
        var limit = new RateLimit(BitRate.Kilobits(8)) { QueueDatagrams = 2 };
        _link.Options = new LinkOptions { Rate = limit };
        Enter(3);
        _link.Out.Should().Equal("drop 2 QueueFull");
        _link.UnderWay.Should().Be(2);

        _link.Options = new LinkOptions { Rate = limit with { Discipline = QueueDiscipline.DropHead } };
        Enter(1);

        _link.Out.Should().Equal("drop 2 QueueFull", "drop 1 QueueFull");
        _link.UnderWay.Should().Be(2);
    }

    [Fact]
    public void What_a_fault_holds_is_under_way_and_departs_when_it_is_released()
    {
        _link.Options = new LinkOptions { Delay = Milliseconds(10) };
        using LinkFault first = _link.Faults.Hold(nth: 1);
        using LinkFault second = _link.Faults.Hold(nth: 2);
        Enter(3);
        _link.Out.Should().Equal("depart 2 10");
        _link.Held.Should().Be(2);
        _link.UnderWay.Should().Be(3);

        _link.Now = At(100);
        second.Release();
        first.Release();

        _link.Out.Should().Equal("depart 2 10", "depart 1 110", "depart 0 110");
        _link.Held.Should().Be(0);
        _link.UnderWay.Should().Be(3, "both are on their way now");
    }

    [Fact]
    public void What_an_attacker_holds_is_not_on_the_link_yet_and_enters_it_when_he_lets_it_go()
    {
        _link.Options = new LinkOptions { Delay = Milliseconds(10) };
        InterceptionPoint point = _link.Interceptors.Add(_attacker);
        _attacker.Hold(new FaultScope { Times = 1 });
        Enter(2);
        _link.UnderWay.Should().Be(1);
        point.Held.Should().Be(1);

        _link.Now = At(50);
        point.Release();
        point.Held.Should().Be(0);
        _link.Out.Should().Equal(["depart 1 10"], "he is called again first");
        WakeLast();

        _link.Out.Should().Equal("depart 1 10", "depart 0 60");
    }

    [Fact]
    public void What_an_attacker_delays_enters_later_and_finds_the_link_as_it_then_is()
    {
        _link.Interceptors.Add(_attacker);
        _attacker.Delay(Milliseconds(20), FaultScope.All);
        Enter(2);
        Wakes().Should().Equal(20, 20);

        _link.Wake(_link.Wakes[0].Token, At(20));
        _link.IsUp = false;
        _link.Wake(_link.Wakes[1].Token, At(20));

        _link.Out.Should().Equal("depart 0 20", "drop 1 LinkDown");
    }

    [Fact]
    public void What_an_attacker_rewrites_goes_on_with_its_new_length()
    {
        _link.Options = new LinkOptions { Mtu = 3 };
        _link.Interceptors.Add(_attacker);
        _attacker.Rewrite(new FaultScope { Times = 1 }, _ => new byte[4]);

        Enter(1);
        Enter(1);

        _link[0].Should().HaveCount(4);
        _link.Out.Should().Equal("drop 0 Mtu", "depart 1 0");
    }

    [Fact]
    public void Attackers_who_did_nothing_are_vacuous_beside_faults_that_never_struck()
    {
        _link.Interceptors.Add(_attacker);
        _link.Faults.Drop(nth: 9);

        _link.VacuousFaults.Should().HaveCount(2);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static TimeSpan At(int milliseconds) => Milliseconds(milliseconds);

    private void Enter(int datagrams)
    {
        for (int i = 0; i < datagrams; i++)
        {
            _link.Enter(1, At(0));
        }
    }

    private IEnumerable<double> Wakes() => _link.Wakes.Select(wake => wake.Due.TotalMilliseconds);

    private void WakeLast() => _link.Wake(_link.Wakes[^1].Token, _link.Wakes[^1].Due);
}
