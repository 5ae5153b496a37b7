namespace JumpingVpn.TestSupport;

/// <summary>The generated pages of the documentation.</summary>
public static class Pages
{
    /// <summary>Compares a page with what generates it, or writes it where <c>UPDATE_PAGES=1</c>.</summary>
    public static void Expect(string name, string text)
    {
        string path = RepositoryFiles.PathOf("docs", name);
        if (AreWritten)
        {
            File.WriteAllText(path, text);
        }

        File.ReadAllText(path).Should().Be(text, "UPDATE_PAGES=1 writes docs/{0} again", name);
    }

    /// <summary>Whether pages are written, and not compared.</summary>
    public static bool AreWritten => Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1";

    /// <summary>What stands in a page between a pair of marks.</summary>
    /// <param name="name">The page.</param>
    /// <param name="mark">As below.</param>
    public static string Between(string name, string mark)
    {
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", name));
        string begin = $"<!-- {mark} -->\n";
        int from = page.IndexOf(begin, StringComparison.Ordinal);
        int to = page.IndexOf($"<!-- end of {mark} -->\n", StringComparison.Ordinal);
        (from >= 0 && to > from).Should().BeTrue("docs/{0} has the marks of {1}", name, mark);
        return page[(from + begin.Length)..to];
    }

    /// <summary>Compares what stands in a page between a pair of marks with what generates it, or writes it.</summary>
    /// <param name="name">The page.</param>
    /// <param name="mark">The text of the comment before it; the one behind it says <c>end of</c> that.</param>
    /// <param name="text">Whole lines.</param>
    public static void ExpectBetween(string name, string mark, string text)
    {
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", name));
        string begin = $"<!-- {mark} -->\n";
        int from = page.IndexOf(begin, StringComparison.Ordinal);
        int to = page.IndexOf($"<!-- end of {mark} -->\n", StringComparison.Ordinal);
        (from >= 0 && to > from).Should().BeTrue("docs/{0} has the marks of {1}", name, mark);
        Expect(name, page[..(from + begin.Length)] + text + page[to..]);
    }

    /// <summary>Compares what follows the heading of a page's last section with what generates it, or writes it.</summary>
    public static void ExpectLastSection(string name, string heading, string text)
    {
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", name));
        int at = page.IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        at.Should().BePositive("docs/{0} has the heading {1}", name, heading);
        int generated = page.IndexOf("\n### ", at, StringComparison.Ordinal); // what stands before is written by hand
        Expect(name, page[..(generated < 0 ? page.Length : generated)] + text);
    }
}
