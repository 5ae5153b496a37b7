using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

public sealed class SocketLoopTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly SocketLoop _loop = new();

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void The_timer_that_is_due_first_fires_first_and_none_is_early()
    {
        List<(int Number, TimeSpan Late)> fired = [];
        using CountdownEvent left = new(2);
        long start = _loop.Clock.GetTimestamp();
        List<ITimer> timers =
        [
            .. new[] { 500, 1 }.Select(milliseconds =>
                _loop.Clock.CreateTimer(
                    _ =>
                    {
                        fired.Add((milliseconds, _loop.Clock.GetElapsedTime(start) - TimeSpan.FromMilliseconds(milliseconds)));
                        left.Signal();
                    },
                    null,
                    TimeSpan.FromMilliseconds(milliseconds),
                    Timeout.InfiniteTimeSpan
                )
            ),
        ];

        left.Wait(Limit).Should().BeTrue();
        fired.Select(each => each.Number).Should().Equal(1, 500);
        fired.Should().OnlyContain(each => each.Late >= TimeSpan.Zero);
        timers.ForEach(timer => timer.Dispose());
    }

    [Fact]
    public void A_timer_that_was_disposed_cannot_be_armed()
    {
        int fired = 0;
        using ManualResetEventSlim later = new();
        ITimer disposed = _loop.Clock.CreateTimer(_ => fired++, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        disposed.Dispose();

        disposed.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan).Should().BeFalse();

        using ITimer last = _loop.Clock.CreateTimer(_ => later.Set(), null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        later.Wait(Limit).Should().BeTrue();
        fired.Should().Be(0);
    }

    [Fact]
    public void A_periodic_timer_fires_until_it_is_disposed()
    {
        using CountdownEvent left = new(5);
        using ITimer timer = _loop.Clock.CreateTimer(
            _ => _ = left.IsSet || left.Signal(),
            null,
            TimeSpan.FromMilliseconds(1),
            TimeSpan.FromMilliseconds(1)
        );

        left.Wait(Limit).Should().BeTrue();
    }

    [Fact]
    public async Task A_flood_to_one_socket_does_not_keep_the_others_waiting()
    {
        Arrivals arrivals = new();
        UdpDatagramChannel flooded = Open();
        UdpDatagramChannel quiet = Open();
        CollectingReceiver heard = new(arrivals);
        flooded.Start(new ActingReceiver(d => flooded.Send(d.Payload.Span, flooded.LocalAddress), new Arrivals()));
        quiet.Start(heard);
        for (int i = 0; i < 200; i++)
        {
            flooded.Send([1], flooded.LocalAddress); // each comes back to itself for ever
        }

        quiet.Send([2], quiet.LocalAddress);

        arrivals.WaitUntil(() => heard.Count == 1, Limit).Should().BeTrue();
        await Task.WhenAll(flooded.DisposeAsync().AsTask(), quiet.DisposeAsync().AsTask()).WaitAsync(Limit);
    }

    [Fact]
    public void A_channel_has_a_pump_or_a_loop()
    {
        UdpChannelOptions both = new() { Loop = _loop, Pump = new SocketPump() };

        Action bind = () => UdpDatagramChannel.TryBind(Loopback.AnyPort, both, out _, out _);

        bind.Should().Throw<ArgumentException>().WithMessage("*not both*");
    }

    [Fact]
    public async Task Channels_can_be_closed_after_the_loop_has_ended()
    {
        UdpDatagramChannel channel = Open();
        channel.Start(new CollectingReceiver());

        _loop.Dispose();

        await channel.DisposeAsync().AsTask().WaitAsync(Limit);
    }

    private UdpDatagramChannel Open()
    {
        UdpDatagramChannel
            .TryBind(Loopback.AnyPort, new UdpChannelOptions { Loop = _loop }, out UdpDatagramChannel? channel, out BindError? error)
            .Should()
            .BeTrue(error?.Message);
        return channel!;
    }
}
