using System.Text.RegularExpressions;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.TerminalSessions;

/// <summary>
/// What was typed at terminals and what was printed there, as a page shows it: what is another each time is <c>…</c>, and addresses
/// that a test had to make up have the names of the page.
/// </summary>
internal sealed partial class Transcript
{
    private readonly List<string> _lines = [];
    private readonly List<(string Real, string Shown)> _names = [];

    /// <summary>Lets the page show something under another name, in what was typed and in what was printed.</summary>
    public void Name(string real, string shown) => _names.Add((real, shown));

    /// <summary>Something was typed.</summary>
    /// <param name="program">Its words after the name of the program.</param>
    /// <param name="rest">What stands behind them: where the output goes, and whether it is waited for.</param>
    public void Typed(string[] program, string rest = "") =>
        Add($"$ jumpingvpn {string.Join(' ', program.Select(Quoted))} {rest}".TrimEnd());

    /// <summary>Something was done that is no command of ours.</summary>
    public void Add(string line) => _lines.Add(Named(line));

    /// <summary>Lines were printed.</summary>
    public void Printed(IEnumerable<string> lines) => _lines.AddRange(lines.Select(Masked));

    /// <summary>
    /// Compares a page with it, or writes the page: each line of the page was printed again. In what order is up to the machine, and one
    /// that is busy may have printed lines beside them, but none of other kinds.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="mark">The text of the comment before the session.</param>
    /// <param name="kindsBeside">Events that a busy machine may add.</param>
    public void ExpectIn(string page, string mark, params string[] kindsBeside)
    {
        if (Pages.AreWritten)
        {
            Pages.ExpectBetween(page, mark, $"```\n{string.Join('\n', _lines)}\n```\n");
            return;
        }

        List<string> shown = [.. Pages.Between(page, mark).TrimEnd('\n').Split('\n')[1..^1]];
        string[] news = [.. _lines.Where(line => !shown.Remove(line))];
        news.Where(line => !Array.Exists(kindsBeside, kind => line.Contains($"\"{kind}\"", StringComparison.Ordinal)))
            .Should()
            .BeEmpty("docs/{0} has not these lines; UPDATE_PAGES=1 writes it anew", page);
        shown.Should().BeEmpty("docs/{0} shows lines that are printed no more; UPDATE_PAGES=1 writes it anew", page);
    }

    private static string Quoted(string word) => word.AsSpan().ContainsAny(' ', '\'') ? $"'{word}'" : word;

    private string Named(string line)
    {
        foreach ((string real, string shown) in _names)
        {
            line = line.Replace(real, shown, StringComparison.Ordinal);
        }

        return SessionNumber().Replace(line, "S-…");
    }

    private string Masked(string line)
    {
        line = JsonNumber().Replace(Named(line), "$1…");
        line = AnyPort()
            .Replace(
                line,
                port =>
                    _names.Exists(name => port.Value.EndsWith(name.Shown, StringComparison.Ordinal))
                        ? port.Value
                        : $"{port.Groups[1].Value}:…"
            );
        line = TimeOfDay().Replace(line, "…");
        line = TextAmount().Replace(line, "$1…");
        return Column().Replace(Amount().Replace(line, "…"), "  …");
    }

    [GeneratedRegex("""("(?!schema|ttl_sec)\w+":)\d+""")]
    private static partial Regex JsonNumber();

    [GeneratedRegex("S-[0-9a-f]{16}")]
    private static partial Regex SessionNumber();

    [GeneratedRegex("""(\d+\.\d+\.\d+\.\d+):\d+\b""")]
    private static partial Regex AnyPort();

    [GeneratedRegex("""\b\d\d:\d\d:\d\d\.\d{3}\b""")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(" {2,}…")]
    private static partial Regex Column();

    [GeneratedRegex("""\b(\w+_(?:ms|us)=)\d+""")]
    private static partial Regex TextAmount();

    [GeneratedRegex("""\b\d+(\.\d+)? ?(ms|us|s|min)\b""")]
    private static partial Regex Amount();
}
