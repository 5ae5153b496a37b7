using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Network.Tests.Impairments;

/// <summary>The times at which controlled delay drops, worked out by hand from RFC 8289 section 5 for 5 ms and 100 ms.</summary>
public class CoDelTests
{
    private static readonly RateLimit Limit = new(BitRate.Megabits(1))
    {
        Discipline = QueueDiscipline.CoDel,
        CoDelTarget = Milliseconds(5),
        CoDelInterval = Milliseconds(100),
    };

    private CoDel _coDel;

    [Fact]
    public void A_standing_wait_is_met_by_drops_that_follow_each_other_by_the_square_root()
    {
        // The first after an interval; then 100/√1, 100/√2, 100/√3 … ms after the one before.
        DropsWhile(wait: 5, from: 0, until: 470).Should().Equal(100, 200, 271, 329, 379, 424, 464);
    }

    [Fact]
    public void A_wait_below_the_target_is_left_alone_for_ever()
    {
        DropsWhile(wait: 4, from: 0, until: 5_000).Should().BeEmpty();
    }

    [Fact]
    public void A_moment_below_the_target_starts_the_interval_anew()
    {
        DropsWhile(wait: 10, from: 0, until: 100).Should().BeEmpty();
        DropsWhile(wait: 4, from: 100, until: 101).Should().BeEmpty();

        DropsWhile(wait: 10, from: 101, until: 210).Should().Equal(201);
    }

    [Fact]
    public void The_last_datagram_of_a_queue_is_kept_and_ends_the_dropping()
    {
        DropsWhile(wait: 10, from: 0, until: 150).Should().Equal(100);
        DropsAt(wait: 10, now: 200, isLast: true).Should().BeFalse();

        DropsWhile(wait: 10, from: 201, until: 310).Should().Equal(301);
    }

    [Fact]
    public void Dropping_that_begins_again_soon_goes_on_where_it_was()
    {
        DropsWhile(wait: 10, from: 0, until: 430).Should().Equal(100, 200, 271, 329, 379, 424);
        DropsAt(wait: 0, now: 430).Should().BeFalse();

        // Six drops, five of them after the first: the next but one comes 100/√5 ms later.
        DropsWhile(wait: 10, from: 440, until: 600).Should().Equal(540, 585);
    }

    [Fact]
    public void Soon_is_within_sixteen_intervals_of_the_drop_that_would_have_been_next()
    {
        DropsWhile(wait: 10, from: 0, until: 430).Should().HaveCount(6);
        DropsAt(wait: 0, now: 430).Should().BeFalse();

        DropsWhile(wait: 10, from: 1_900, until: 2_060).Should().Equal(2_000, 2_045);
    }

    [Fact]
    public void Dropping_that_begins_again_after_sixteen_intervals_begins_from_one()
    {
        DropsWhile(wait: 10, from: 0, until: 430).Should().HaveCount(6);
        DropsAt(wait: 0, now: 430).Should().BeFalse();

        // The drop after the sixth was due at 464 ms, and 16 intervals later is 2,064 ms.
        DropsWhile(wait: 10, from: 1_965, until: 2_170).Should().Equal(2_065, 2_165);
    }

    [Fact]
    public void Dropping_that_ended_after_one_drop_begins_from_one()
    {
        DropsWhile(wait: 10, from: 0, until: 150).Should().Equal(100);
        DropsAt(wait: 0, now: 150).Should().BeFalse();

        DropsWhile(wait: 10, from: 160, until: 370).Should().Equal(260, 360);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private List<int> DropsWhile(int wait, int from, int until) =>
        Enumerable.Range(from, until - from).Where(now => DropsAt(wait, now)).ToList();

    private bool DropsAt(int wait, int now, bool isLast = false) => _coDel.Drops(Limit, Milliseconds(wait), isLast, Milliseconds(now));
}
