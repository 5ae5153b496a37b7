using JumpingVpn.Cli.Client.View;
using JumpingVpn.Protocol;
using Spectre.Console;

namespace JumpingVpn.Cli.Tests.Client;

public sealed class ScreenWriterTests
{
    [Theory]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    [InlineData(20, 12)]
    [InlineData(10, 3)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void A_screen_of_any_size_is_filled_and_never_scrolled(int columns, int rows)
    {
        string[] lines = Draw(columns, rows);

        lines.Should().HaveCount(rows);
        lines.Should().OnlyContain(line => line.Length <= columns);
    }

    [Fact]
    public void It_says_where_the_session_stands_what_happened_and_which_keys_there_are()
    {
        string screen = string.Join('\n', Draw(120, 24));

        screen.Should().Contain("S-1 with 127.0.0.1:9999   NOT ENCRYPTED").And.Contain("REATTACHING, the link is down");
        screen.Should().Contain("round trip 1.5 ms, jitter 0.2 ms, 12.5 % lost of the latest 20");
        screen.Should().Contain("12:00:00.000  note 19").And.Contain("> hel_").And.Contain(ScreenWriter.Keys);
    }

    [Fact]
    public void Without_colours_there_is_no_sequence_but_those_that_place_the_lines()
    {
        ScreenWriter.Draw(State, 80, 24, colours: false).Replace("\e[H", "").Replace("\e[K", "").Should().NotContain("\e");
        ScreenWriter.Draw(State, 80, 24, colours: true).Should().Contain("\e[91m", "what is broken is red");
    }

    [Fact]
    public void Of_a_long_line_the_end_is_shown_where_the_next_letter_goes()
    {
        string screen = string.Join('\n', Draw(40, 24, State with { Typed = new string('x', 100) + "end" }));
        screen.Should().Contain("xend_");
    }

    [Fact]
    public void A_note_of_several_rows_is_shown_whole_and_wide_letters_are_counted_as_such()
    {
        string help = string.Concat(Enumerable.Repeat("word ", 30)) + "the end";
        string[] lines = Draw(40, 24, State with { Title = "数据报", Typed = new string('数', 50) }, help);

        lines.Should().HaveCount(24);
        string.Concat(lines).Should().Contain("the end");
        lines.Should().OnlyContain(line => line.GetCellWidth() < 40);
    }

    private static ScreenState State { get; } =
        new()
        {
            Title = "S-1 with 127.0.0.1:9999",
            State = SessionState.Reattaching,
            Network = "wifi 127.0.0.1:1",
            Health = new PathHealth(125_000, TimeSpan.FromMilliseconds(1.5), TimeSpan.FromMilliseconds(0.2), 20),
            Broken = ", the link is down",
            Summary = ["messages      1 sent", "round trips   none", "switches      0"],
            Notes = [],
            Typed = "hel",
        };

    private static string[] Draw(int columns, int rows, ScreenState? state = null, string? last = null)
    {
        DateTimeOffset noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        IEnumerable<Note> notes = Enumerable
            .Range(0, 20)
            .Select(i => new Note(noon, NoteKind.Plain, i == 19 ? last ?? "note 19" : $"note {i}"));
        state = (state ?? State) with { Notes = [.. notes] };
        return ScreenWriter.Draw(state, columns, rows, colours: false).Replace("\e[H", "").Replace("\e[K", "").Split("\r\n");
    }
}
