using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Links;

/// <summary>What is counted and in which order things come out where several parts of a link act at once.</summary>
public sealed class LinkPassageOrderTests
{
    private readonly RecordingPassage _link = new();
    private readonly OnPathAttacker _attacker = new();

    [Fact]
    public void What_is_dropped_on_a_link_that_only_loses_is_not_under_way()
    {
        _link.Options = new LinkOptions { Loss = Probability.Certain };
        _link.Enter(1, At(0));

        _link.Out.Should().Equal("drop 0 Loss");
        _link.UnderWay.Should().Be(0);
        _link.IsWire.Should().BeFalse("it loses");
    }

    [Fact]
    public void A_corrupted_datagram_is_changed_before_it_departs_and_once()
    {
        _link.Options = new LinkOptions { Corruption = Probability.Certain, Delay = At(10) };
        _link.Enter(4, At(0));

        _link.Out.Should().Equal("corrupt 0", "depart 0 10");
        _link.UnderWay.Should().Be(1);
    }

    [Fact]
    public void A_caught_corruption_is_a_drop_and_nothing_under_way()
    {
        _link.Options = new LinkOptions { Corruption = Probability.Certain, CorruptionKind = CorruptionKind.Caught };
        _link.Enter(4, At(0));

        _link.Out.Should().Equal("drop 0 Corruption");
        _link.UnderWay.Should().Be(0);
    }

    [Fact]
    public void Queued_copies_leave_in_their_order_each_after_its_own_time()
    {
        _link.Options = new LinkOptions { Rate = new RateLimit(BitRate.Kilobits(8)), Duplication = Probability.Certain };
        _link.Enter(10, At(0));
        _link.UnderWay.Should().Be(2);
        _link.Wakes.Should().ContainSingle().Which.Due.Should().Be(At(10));
        WakeLast();
        WakeLast();

        _link.Out.Should().Equal("duplicate 0", "depart 1 10", "depart 0 20");
        _link.UnderWay.Should().Be(2);
    }

    [Fact]
    public void A_wake_that_comes_too_early_does_nothing_but_ask_again()
    {
        _link.Options = new LinkOptions { Rate = new RateLimit(BitRate.Kilobits(8)) };
        _link.Enter(10, At(0));
        _link.Wake(_link.Wakes[0].Token, At(9));

        _link.Out.Should().BeEmpty();
        _link.Wakes.Select(wake => wake.Due).Should().Equal(At(10), At(10));
    }

    [Fact]
    public void What_the_discipline_gives_up_is_dropped_and_no_longer_under_way()
    {
        _link.Options = new LinkOptions
        {
            Rate = new RateLimit(BitRate.Kilobits(8))
            {
                Discipline = QueueDiscipline.CoDel,
                CoDelTarget = At(1),
                CoDelInterval = At(10),
                QueueDatagrams = 100,
            },
        };
        for (int i = 0; i < 20; i++)
        {
            _link.Enter(10, At(0));
        }

        // One leaves each 10 ms: the second is late for an interval already when the third has its turn.
        int wake = 0;
        while (wake < _link.Wakes.Count)
        {
            _link.Wake(_link.Wakes[wake].Token, _link.Wakes[wake].Due);
            wake++;
        }

        int dropped = _link.Out.Count(line => line.EndsWith(" QueueFull", StringComparison.Ordinal));
        dropped.Should().BeGreaterThan(0);
        _link.Out.Should().HaveCount(20);
        _link.UnderWay.Should().Be(20 - dropped);
    }

    [Fact]
    public void A_release_lets_only_its_own_go_and_the_rest_stays_in_order()
    {
        using LinkFault first = _link.Faults.Hold(nth: 1);
        using LinkFault second = _link.Faults.Hold(new FaultScope { Times = 2 });
        Enter(3);
        _link.Out.Should().BeEmpty();
        _link.Held.Should().Be(3);
        first.Release();
        _link.Out.Should().Equal("depart 0 0");
        _link.Held.Should().Be(2);
        first.Release();
        _link.Out.Should().Equal(["depart 0 0"], "it holds nothing any more");
        second.Release();

        _link.Out.Should().Equal("depart 0 0", "depart 1 0", "depart 2 0");
        _link.Held.Should().Be(0);
    }

    [Fact]
    public void What_an_attacker_drops_never_was_on_the_link()
    {
        InterceptionPoint point = _link.Interceptors.Add(_attacker);
        _attacker.Drop(new FaultScope { Times = 1 });
        Enter(2);

        _link.Out.Should().Equal("drop 0 Adversary", "depart 1 0");
        _link.UnderWay.Should().Be(1);
        point.IsVacuous.Should().BeFalse();
        _link.VacuousFaults.Should().BeEmpty();
    }

    [Fact]
    public void What_an_attacker_holds_counts_as_held_until_he_lets_it_go_into_a_link_that_is_down()
    {
        InterceptionPoint point = _link.Interceptors.Add(_attacker);
        _attacker.Hold(new FaultScope { Times = 1 });
        Enter(1);
        (_link.Held, point.Held, _link.UnderWay).Should().Be((1, 1, 0));
        _link.IsUp = false;
        point.Release();
        (_link.Held, point.Held).Should().Be((0, 0));
        WakeLast();

        _link.Out.Should().Equal("drop 0 LinkDown");
        _link.UnderWay.Should().Be(0);
    }

    [Fact]
    public void A_datagram_that_is_rewritten_and_delayed_enters_later_with_its_new_bytes()
    {
        _link.Interceptors.Add(_attacker);
        _attacker.Rewrite(new FaultScope { Times = 1 }, _ => new byte[] { 7, 8 });
        Enter(1);

        _link[0].Should().Equal(7, 8);
        _link.Out.Should().Equal("depart 0 0");
    }

    [Fact]
    public void A_link_on_which_nothing_was_set_has_nothing_vacuous_and_nothing_to_let_go()
    {
        _link.VacuousFaults.Should().BeEmpty();
        using LinkFault fault = _link.Faults.Hold(nth: 9);
        _link.ReleaseHeld(fault, At(0));

        _link.Out.Should().BeEmpty();
        _link.Held.Should().Be(0);
    }

    [Fact]
    public void A_truncated_datagram_pays_the_rate_for_what_is_left_of_it()
    {
        _link.Options = new LinkOptions
        {
            Rate = new RateLimit(BitRate.Kilobits(8)),
            Corruption = Probability.Certain,
            CorruptionKind = CorruptionKind.Truncate,
        };
        _link.Enter(10, At(0));

        _link.Wakes.Should().ContainSingle().Which.Due.Should().BeLessThan(At(10), "each byte takes a millisecond");
    }

    [Fact]
    public void A_queued_copy_arrives_later_than_it_leaves_the_queue_by_its_own_delay()
    {
        _link.Options = new LinkOptions
        {
            Rate = new RateLimit(BitRate.Kilobits(8)),
            Duplication = Probability.Certain,
            CopyDelay = At(50),
        };
        _link.Enter(10, At(0));
        WakeLast();

        double arrival = double.Parse(_link.Out[1].Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture);
        arrival.Should().BeInRange(10.0001, 60, "the copy leaves at 10 ms");
    }

    private static TimeSpan At(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Enter(int datagrams)
    {
        for (int i = 0; i < datagrams; i++)
        {
            _link.Enter(1, At(0));
        }
    }

    private void WakeLast() => _link.Wake(_link.Wakes[^1].Token, _link.Wakes[^1].Due);
}
