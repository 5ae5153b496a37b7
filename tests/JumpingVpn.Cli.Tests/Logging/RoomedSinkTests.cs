using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>An output that blocks or fails costs events, says so, and costs nothing else.</summary>
public sealed class RoomedSinkTests : IDisposable
{
    private readonly TestOutput _output = new();
    private readonly LineCapture _warnings = new();
    private readonly RoomedSink _sink;

    public RoomedSinkTests() =>
        _sink = new RoomedSink(
            "standard output",
            _output,
            new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(9_000)),
            _warnings.WriteLine
        );

    public void Dispose()
    {
        _output.Unblock();
        _sink.Dispose();
        _output.Dispose();
        _warnings.Dispose();
    }

    [Fact]
    public void What_waits_is_written_before_the_end()
    {
        _sink.Add(Room.Lifecycle, Some.Line("a"));
        _sink.Add(Room.Lifecycle, Some.Line("b"));
        _sink.Dispose();

        _output.Lines.Should().Equal("a", "b");
        _sink.Lost.Should().Be(0);
        _warnings.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task A_flood_before_a_blocked_output_hides_no_switch_and_leaves_its_count_in_the_record()
    {
        await _output.BlockAsync(() => _sink.Add(Room.Data, Some.Line("under way")));
        for (int i = 0; i < RecordQueue.Capacity + 10; i++)
        {
            _sink.Add(Room.Data, Some.Line("flood", milliseconds: i));
        }

        for (int i = 0; i < 220; i++)
        {
            _sink.Add(Room.Switch, Some.Line($"switch {i}"));
        }

        _output.Unblock();
        _sink.Dispose();

        _output.Lines.Skip(1).Take(220).Should().Equal(Enumerable.Range(0, 220).Select(i => $"switch {i}"));
        _output
            .Lines[^1]
            .Should()
            .Be("""{"ts_ms":9000,"event":"EventsLost","reason":"room_full","room":"data","count":10,"first_ms":5096,"last_ms":5105}""");
        _sink.Lost.Should().Be(10);
    }

    [Fact]
    public async Task An_output_that_fails_is_told_of_once_and_the_gap_is_written_as_soon_as_it_works()
    {
        _output.Failure = "No space left on device";
        _sink.Add(Room.Lifecycle, Some.Line("lost"));
        await _warnings.WaitForAsync("cannot be written");
        _sink.Add(Room.Lifecycle, Some.Line("waits"));
        _output.Failure = null;
        _sink.Dispose();

        _output
            .Lines.Should()
            .Equal(
                "\n" + """{"ts_ms":9000,"event":"EventsLost","reason":"write_failed","count":1,"first_ms":1000,"last_ms":1000}""",
                "waits"
            );
        _warnings
            .Lines.Should()
            .Equal("standard output cannot be written: No space left on device. Sessions continue; their events are lost until it can.");
        _sink.Lost.Should().Be(1);
        _sink.Failure.Should().Be("No space left on device");
    }

    [Fact]
    public async Task An_output_that_blocks_for_good_is_given_up_and_what_waited_counts_as_lost()
    {
        await _output.BlockAsync(() => _sink.Add(Room.Lifecycle, Some.Line("under way")));
        _sink.Add(Room.Lifecycle, Some.Line("waits"));

        _sink.Dispose();

        _sink.Lost.Should().Be(2);
        _output.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_was_full_goes_on_with_the_line_that_it_keeps_and_misses_none()
    {
        using var disk = new TestOutput { Failure = "No space left on device" };
        using var sink = new RoomedSink(
            "x.log",
            new KeepingOutput(disk),
            new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(9_000)),
            _warnings.WriteLine
        );
        sink.Add(Room.Lifecycle, Some.Line("kept"));
        await _warnings.WaitForAsync("cannot be written");
        sink.Add(Room.Lifecycle, Some.Line("waits"));
        disk.Failure = null;
        sink.Dispose();

        disk.Lines.Should().Equal("kept", "waits");
        sink.Lost.Should().Be(0);
        _warnings
            .Lines.Should()
            .ContainSingle()
            .Which.Should()
            .EndWith("Sessions continue; their events wait until it can, while there is room.");
    }

    [Fact]
    public async Task A_file_that_stays_full_counts_the_line_that_it_keeps_as_lost()
    {
        using var disk = new TestOutput { Failure = "No space left on device" };
        var sink = new RoomedSink("x.log", new KeepingOutput(disk), TimeProvider.System, _warnings.WriteLine);
        sink.Add(Room.Lifecycle, Some.Line("kept"));
        await _warnings.WaitForAsync("cannot be written");
        sink.Dispose();

        disk.Lines.Should().BeEmpty();
        sink.Lost.Should().Be(1);
    }
}
