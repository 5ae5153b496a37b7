using JumpingVpn.Protocol.Client;

namespace JumpingVpn.Protocol.Tests.Client;

public sealed class SwitchLimitTests
{
    private readonly SwitchLimit _limit = new(perMinute: 3);

    [Fact]
    public void One_that_is_undone_counts_no_more()
    {
        for (int i = 0; i < 20; i++)
        {
            _limit.Count(At(i));
            _limit.Undo();
            _limit.IsReached(At(i)).Should().BeFalse();
            _limit.IsHalfSpent(At(i)).Should().BeFalse();
        }

        _limit.Count(At(20));
        _limit.Count(At(21));
        _limit.IsHalfSpent(At(21)).Should().BeTrue();
        _limit.Count(At(22));
        _limit.FreeAt.Should().Be(At(80));
    }

    [Fact]
    public void Nor_does_the_last_one_that_there_was_room_for()
    {
        for (int i = 0; i < 3; i++)
        {
            _limit.Count(At(i));
        }

        _limit.IsReached(At(3)).Should().BeTrue();
        _limit.Undo();
        _limit.IsReached(At(3)).Should().BeFalse();
        _limit.Count(At(4));
        _limit.FreeAt.Should().Be(At(60), "those before it still count");
    }

    [Fact]
    public void Where_there_was_none_nothing_is_undone()
    {
        _limit.Undo();
        _limit.FreeAt.Should().BeNull();
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(1_000 + seconds);
}
