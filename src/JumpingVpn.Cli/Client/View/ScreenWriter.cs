using System.Globalization;
using System.Text;
using JumpingVpn.Protocol;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace JumpingVpn.Cli.Client.View;

/// <summary>Draws the screen: exactly as many rows as there are, so that a terminal of any size, and one that was resized, is filled and
/// never scrolled.</summary>
internal static class ScreenWriter
{
    /// <summary>The keys, as the last row tells them.</summary>
    public const string Keys = "^K kill socket  ^R rebind  ^N network  ^L link down/up  ^T idle/awake  ^Q quit  /help";

    private const int RowsBesideNotes = 9; // five of state, two rules, the prompt, and the keys
    private const string Home = "\e[H";
    private const string ToLineEnd = "\e[K";

    /// <summary>How many notes there is room for.</summary>
    public static int RoomForNotes(int rows) => Math.Max(0, rows - RowsBesideNotes - 2);

    /// <summary>The whole screen as a text that begins at its first corner.</summary>
    public static string Draw(ScreenState state, int columns, int rows, bool colours)
    {
        List<IRenderable> lines =
        [
            Line($"jumpingvpn  {state.Title}   NOT ENCRYPTED", Style.Plain.Decoration(Decoration.Bold)),
            Line($"state       {CodeNames.Name(state.State)}{state.Broken}", Look(state)),
            Line($"network     {state.Network}"),
            Line($"path        {Path(state.Health)}"),
            .. state.Summary.Select(static line => Line(line)),
            new Rule { Style = new Style(decoration: Decoration.Dim) },
            .. state.Notes.Select(static note => Line(Text(note), Look(note.Kind))),
        ];
        List<string> drawn = Render(lines, columns, colours);
        List<string> foot = Render(
            [
                new Rule { Style = new Style(decoration: Decoration.Dim) },
                Line(Prompt(state.Typed, columns)),
                Line(Keys, new Style(decoration: Decoration.Dim)),
            ],
            columns,
            colours
        );
        foot.RemoveRange(0, Math.Max(0, foot.Count - rows));
        int room = Math.Max(0, rows - foot.Count);
        IEnumerable<string> body = drawn.Take(room).Concat(Enumerable.Repeat("", Math.Max(0, room - drawn.Count)));
        return Home + string.Join(ToLineEnd + "\r\n", body.Concat(foot)) + ToLineEnd;
    }

    /// <summary>A note as a line.</summary>
    public static string Text(in Note note) => string.Create(CultureInfo.InvariantCulture, $"{note.At:HH:mm:ss.fff}  {note.Text}");

    private static Text Line(string text, Style? style = null) => new(text, style) { Overflow = Overflow.Ellipsis };

    /// <summary>The end of what is typed: that is where the next letter goes.</summary>
    private static string Prompt(string? typed, int columns)
    {
        if (typed is null)
        {
            return "";
        }

        int room = Math.Max(1, columns - 4);
        return $"> {(typed.Length <= room ? typed : typed[^room..])}_";
    }

    private static string Path(in PathHealth health)
    {
        string roundTrip = health.RoundTrip is { } measured
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"round trip {measured.TotalMilliseconds:0.0} ms, jitter {health.Jitter.TotalMilliseconds:0.0} ms"
            )
            : "not measured yet";
        return health.Samples == 0
            ? roundTrip
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{roundTrip}, {health.LossPartsPerMillion / 10_000.0:0.#} % lost of the latest {health.Samples}"
            );
    }

    private static Style Look(ScreenState state) =>
        state.State switch
        {
            SessionState.Attached => Look(NoteKind.Good),
            SessionState.Recovering or SessionState.Birth => new Style(Color.Yellow),
            _ => Look(NoteKind.Bad),
        };

    private static Style Look(NoteKind kind) =>
        kind switch
        {
            NoteKind.Good => new Style(Color.Green),
            NoteKind.Bad => new Style(Color.Red),
            NoteKind.Dim => new Style(decoration: Decoration.Dim),
            _ => Style.Plain,
        };

    private static List<string> Render(IReadOnlyList<IRenderable> lines, int columns, bool colours)
    {
        using var text = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = colours ? AnsiSupport.Yes : AnsiSupport.No,
                ColorSystem = colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = Math.Max(1, columns - 1); // the last column stays free: some terminals go to the next row from there
        console.Profile.Capabilities.Unicode = true;
        foreach (IRenderable line in lines)
        {
            console.Write(line);
            if (line is not Rule)
            {
                console.WriteLine();
            }
        }

        return [.. text.ToString().Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n').Split('\n')];
    }
}
