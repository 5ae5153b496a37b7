using JumpingVpn.Cli.Logging;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>The rooms together: who leaves first, and who takes whose place.</summary>
public sealed class RecordQueueTests
{
    private readonly RecordQueue _queue = new();

    [Fact]
    public void While_few_wait_they_leave_in_the_order_in_which_they_came()
    {
        Add(Room.Data, "first");
        Add(Room.Switch, "second");
        Add(Room.Refusal, "third");

        TakeAll().Should().Equal("first", "second", "third");
    }

    [Fact]
    public void Of_many_those_of_the_first_room_leave_first()
    {
        Fill(Room.Data, RecordQueue.OrderlyCount);
        Add(Room.Security, "security");
        Add(Room.Switch, "switch");
        Add(Room.Lifecycle, "lifecycle");

        TakeAll().Take(3).Should().Equal("switch", "lifecycle", "security");
    }

    [Theory]
    [InlineData((int)Room.Data)]
    [InlineData((int)Room.Refusal)]
    [InlineData((int)Room.Handshake)]
    [InlineData((int)Room.Security)]
    [InlineData((int)Room.Lifecycle)]
    public void A_flood_in_one_room_takes_no_place_in_another(int flooded)
    {
        Fill((Room)flooded, 3 * RecordQueue.Capacity);
        Room[] others = [.. Enum.GetValues<Room>().Where(room => (int)room != flooded)];
        foreach (Room room in others)
        {
            Add(room, room.ToString());
        }

        _queue.Lost.Should().Be(2 * RecordQueue.Capacity);
        TakeAll().Should().Contain(others.Select(room => room.ToString())).And.Contain($"{2 * RecordQueue.Capacity} lost");
    }

    [Fact]
    public void Several_are_taken_at_once_where_many_wait_and_in_the_same_order()
    {
        Fill(Room.Data, RecordQueue.ManyCount);
        Add(Room.Switch, "switch");
        List<WaitingEvent> taken = [];

        _queue.TryTake(taken, atMost: 100).Should().BeTrue();

        taken.Should().HaveCount(RecordQueue.ManyCount + 1);
        taken[^1].Event!.Text.Should().Be("switch");
        Add(Room.Data, "one");
        Add(Room.Data, "two");
        TakeAll(atMost: 100).Should().Equal("one", "two");
    }

    private void Fill(Room room, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Add(room, "flood");
        }
    }

    private void Add(Room room, string text) => _queue.Add(room, Some.Line(text));

    private List<string> TakeAll(int atMost = 1)
    {
        _queue.Close();
        List<string> all = [];
        List<WaitingEvent> taken = [];
        while (_queue.TryTake(taken, atMost))
        {
            all.AddRange(taken.Select(next => next.Event is { } e ? e.Text : $"{next.Gap!.Count} lost"));
        }

        return all;
    }
}
