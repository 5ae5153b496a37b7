using JumpingVpn.Cli.Logging;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>What a full room loses stands in its place, as one mark with a count.</summary>
public sealed class BoundedRoomTests
{
    private readonly BoundedRoom _room = new(Room.Data, capacity: 8);
    private long _sequence;

    [Fact]
    public void It_gives_out_what_it_took_in_in_order()
    {
        Add("a", "b").Should().Be(2);

        TakeAll().Should().Equal("a", "b");
    }

    [Fact]
    public void What_finds_no_room_is_one_mark_behind_the_others()
    {
        Add("1", "2", "3", "4", "5", "6", "7", "8", "lost", "lost", "lost").Should().Be(8);

        TakeAll().Should().Equal("1", "2", "3", "4", "5", "6", "7", "8", "3 lost");
    }

    [Fact]
    public void It_takes_nothing_until_a_quarter_is_free_and_the_mark_stands_between()
    {
        Add("1", "2", "3", "4", "5", "6", "7", "8", "lost");
        Take().Should().Be("1");
        Add("lost too").Should().Be(0);
        Take().Should().Be("2");
        Add("9").Should().Be(1);

        TakeAll().Should().Equal("3", "4", "5", "6", "7", "8", "2 lost", "9");
    }

    [Fact]
    public void A_mark_that_was_given_out_counts_no_more()
    {
        Add("1", "2", "3", "4", "5", "6", "7", "8", "lost");
        TakeAll().Should().EndWith("1 lost");

        Add("9").Should().Be(1);

        TakeAll().Should().Equal("9");
    }

    private int Add(params string[] texts) => texts.Count(text => _room.TryAdd(Some.Line(text), _sequence++));

    private string Take()
    {
        _room.TryTake(out WaitingEvent taken).Should().BeTrue();
        return taken.Event is { } e ? e.Text : $"{taken.Gap!.Count} lost";
    }

    private List<string> TakeAll()
    {
        List<string> all = [];
        while (_room.Next != long.MaxValue)
        {
            all.Add(Take());
        }

        return all;
    }
}
