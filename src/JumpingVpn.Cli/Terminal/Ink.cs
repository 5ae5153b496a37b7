namespace JumpingVpn.Cli.Terminal;

/// <summary>Colours for one stream: ANSI sequences on a terminal that wants them, plain text elsewhere.</summary>
/// <param name="Enabled">False makes every method return its text unchanged.</param>
internal readonly record struct Ink(bool Enabled)
{
    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    public string Dim(string text) => Paint("2", text);

    public string Bold(string text) => Paint("1", text);

    /// <summary>
    /// Colour is for terminals only, never where NO_COLOR has any value (no-color.org) or the terminal calls itself dumb. The old
    /// Windows console shows the sequences as garbage unless asked, so there only the terminals that say who they are get colour.
    /// </summary>
    public static Ink For(bool redirected, Func<string, string?> environment)
    {
        bool refused = !string.IsNullOrEmpty(environment("NO_COLOR")) || environment("TERM") == "dumb";
        bool understood = !OperatingSystem.IsWindows() || environment("WT_SESSION") is not null || environment("TERM") is not null;
        return new Ink(!redirected && !refused && understood);
    }

    private string Paint(string code, string text) => Enabled ? $"\e[{code}m{text}\e[0m" : text;
}
