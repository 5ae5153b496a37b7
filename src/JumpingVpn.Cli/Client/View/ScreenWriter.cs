using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Terminal;
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

    private const string Home = "\e[H";
    private const string ToLineEnd = "\e[K";

    private static Style Dim { get; } = new(decoration: Decoration.Dim);

    /// <summary>The whole screen as a text that begins at its first corner.</summary>
    public static string Draw(ScreenState state, int columns, int rows, bool colours)
    {
        int width = Math.Max(1, columns - 1); // the last column stays free: some terminals go to the next row from there
        List<IRenderable> lines =
        [
            Line(Crop($"jumpingvpn  {state.Title}   NOT ENCRYPTED", width), new Style(decoration: Decoration.Bold)),
            Line(Crop($"state       {CodeNames.Name(state.State)}{state.Broken}", width), Look(state)),
            Line(Crop($"network     {state.Network}", width)),
            Line(Crop($"path        {Path(state.Health)}", width)),
            .. state.Summary.Select(line => Line(Crop(line, width))),
            new Rule { Style = Dim },
        ];
        List<string> head = Render(lines, width, colours);
        List<string> foot = Render(
            [new Rule { Style = Dim }, Line(Prompt(state.Typed, width)), Line(Crop(Keys, width), Dim)],
            width,
            colours
        );
        foot.RemoveRange(0, Math.Max(0, foot.Count - rows));
        head = [.. head.Take(rows - foot.Count)];
        int room = rows - foot.Count - head.Count;
        IEnumerable<string> notes =
            state.Notes.Count == 0
                ? []
                : Render([.. state.Notes.Select(static note => Line(Text(note), Look(note.Kind)))], width, colours).TakeLast(room);
        List<string> body = [.. head, .. notes];
        IEnumerable<string> blank = Enumerable.Repeat("", rows - foot.Count - body.Count);
        return Home + string.Join(ToLineEnd + "\r\n", body.Concat(blank).Concat(foot)) + ToLineEnd;
    }

    /// <summary>A note as a line.</summary>
    public static string Text(in Note note) => string.Create(CultureInfo.InvariantCulture, $"{note.At:HH:mm:ss.fff}  {note.Text}");

    private static Text Line(string text, Style? style = null) => new(text, style);

    /// <summary>As much of a text as a row holds; some letters are two columns wide.</summary>
    private static string Crop(string text, int width)
    {
        if (text.GetCellWidth() <= width)
        {
            return text;
        }

        var kept = new StringBuilder();
        int used = 1; // the mark that there is more
        foreach (Rune rune in text.EnumerateRunes())
        {
            used += rune.ToString().GetCellWidth();
            if (used > width)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }

    /// <summary>The end of what is typed: that is where the next letter goes.</summary>
    private static string Prompt(string? typed, int width)
    {
        if (typed is null)
        {
            return "";
        }

        string shown = typed;
        while (shown.Length > 0 && shown.GetCellWidth() > Math.Max(1, width - 3))
        {
            shown = shown[(char.IsHighSurrogate(shown[0]) ? 2 : 1)..];
        }

        return Crop($"> {shown}_", width);
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
            NoteKind.Dim => Dim,
            _ => Style.Plain,
        };

    private static List<string> Render(IReadOnlyList<IRenderable> lines, int width, bool colours)
    {
        using var text = new StringWriter(new StringBuilder(), CultureInfo.InvariantCulture);
        IAnsiConsole console = TextConsole.Create(text, width, colours);
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
