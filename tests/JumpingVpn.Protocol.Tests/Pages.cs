namespace JumpingVpn.Protocol.Tests;

/// <summary>The generated pages of the documentation.</summary>
internal static class Pages
{
    /// <summary>Compares a page with what generates it, or writes it where <c>UPDATE_PAGES=1</c>.</summary>
    public static void Expect(string name, string text)
    {
        string path = Path.Combine(Root(), "docs", name);
        if (Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1")
        {
            File.WriteAllText(path, text);
        }

        File.ReadAllText(path).Should().Be(text, "UPDATE_PAGES=1 writes docs/{0} anew", name);
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "JumpingVpn.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
