using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.TestSupport;
using Microsoft.Extensions.Time.Testing;
using Serilog.Events;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>Protocol events on their way through Serilog: which of them, and as which bytes.</summary>
public sealed class EventStreamTests : IDisposable
{
    private static readonly SessionId Id = new(0x0123456789abcdef);

    private static readonly IAuditEvent[] Events =
    [
        new ServerStart(default, TimeSpan.FromSeconds(30)),
        new DataAccepted(Id, default, 1, "\"<ü>\""u8.ToArray()),
        new DataRejected(Id, default, default, RefusalCode.WrongTransport, ReasonCode.WrongTransport),
        new SecurityEvent(Id, default, ReasonCode.Replay),
    ];

    private readonly LineCapture _out = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_795_378_856_425));

    public void Dispose() => _out.Dispose();

    [Theory]
    [InlineData(LogEventLevel.Debug, "ServerStart DataAccepted DataRejected SecurityEvent")]
    [InlineData(LogEventLevel.Information, "ServerStart DataRejected SecurityEvent")]
    [InlineData(LogEventLevel.Warning, "DataRejected SecurityEvent")]
    [InlineData(LogEventLevel.Error, "SecurityEvent")]
    public async Task A_level_shows_what_is_of_it_or_above(LogEventLevel level, string expected)
    {
        await RecordAsync(new RecordOptions { Level = level });

        EventLine.Names(_out).Should().Equal(expected.Split(' '));
    }

    [Theory]
    [InlineData(LogEventLevel.Debug, true)]
    [InlineData(LogEventLevel.Information, false)]
    [InlineData(LogEventLevel.Error, false)]
    public async Task An_event_for_each_message_is_only_made_where_it_is_shown(LogEventLevel level, bool made)
    {
        var usual = new Surroundings
        {
            Out = _out,
            Error = TextWriter.Null,
            RecordTo = (to, formatter) => to.Sink(new WriterSink(_out, formatter)),
        };
        await using var stream = new EventStream(new RecordOptions { Level = level }, usual);

        stream.Kinds.Contains(SessionEventKind.DataAccepted).Should().Be(made);
        stream.Kinds.Contains(SessionEventKind.KeepaliveAccepted).Should().Be(made);
        stream.Kinds.Contains(SessionEventKind.TransportSwitch).Should().BeTrue();
        stream.Level = LogEventLevel.Debug;
        stream.Kinds.Should().Be(SessionEventKinds.All, "a level that changes asks for others");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_is_what_the_protocol_writes_byte_for_byte(bool withPayload)
    {
        using var json = new SessionEventJson(withPayload);

        await RecordAsync(new RecordOptions { Level = LogEventLevel.Debug, WithPayload = withPayload });

        _out.Text.Should().Be(string.Concat(Events.Select(e => json.WriteText(e, 1_795_378_856_425) + "\n")));
        _out.Text.Contains("\"payload\":\"\\\"<ü>\\\"\"", StringComparison.Ordinal).Should().Be(withPayload);
    }

    [Fact]
    public async Task A_file_gets_the_same_lines_behind_those_that_it_has()
    {
        using var directory = new TemporaryDirectory();
        string file = directory.Write("record.log", "of yesterday\n");

        await RecordAsync(new RecordOptions { File = file });

        (await File.ReadAllBytesAsync(file)).Should().Equal(System.Text.Encoding.UTF8.GetBytes("of yesterday\n" + _out.Text));
    }

    [Fact]
    public async Task An_output_that_fails_leaves_the_other_whole_and_the_outcome_tells_what_is_missing()
    {
        using var directory = new TemporaryDirectory();
        string file = Path.Combine(directory.Path, "record.log");
        LineCapture warnings = new();

        Outcome outcome = await RecordAsync(
            new RecordOptions { File = file },
            usual =>
                usual with
                {
                    RecordTo = (to, formatter) => to.Sink(new FillingDisk(new WriterSink(_out, formatter), lines: 1)),
                    Warn = warnings.WriteLine,
                }
        );

        _out.Lines.Should().HaveCount(1);
        (await File.ReadAllLinesAsync(file)).Should().HaveCount(3);
        warnings
            .Lines.Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("standard output cannot be written: No space left on device. Sessions continue");
        outcome.Should().Be(new Outcome(0, "2 events are missing from standard output: it could not be written: No space left on device."));
    }

    private async Task<Outcome> RecordAsync(RecordOptions options, Func<Surroundings, Surroundings>? adjust = null)
    {
        var usual = new Surroundings
        {
            Out = _out,
            Error = TextWriter.Null,
            Clock = _clock,
            RecordTo = (to, formatter) => to.Sink(new WriterSink(_out, formatter)),
        };
        var stream = new EventStream(options, adjust?.Invoke(usual) ?? usual);
        await using (stream)
        {
            Array.ForEach(Events, e => stream.Record(e));
        }

        return stream.Judge(Outcome.Success);
    }
}
