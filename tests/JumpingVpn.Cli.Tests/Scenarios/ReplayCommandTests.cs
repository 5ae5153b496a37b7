using System.Diagnostics;
using JumpingVpn.Cli.Scenarios;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>A word of a command line comes out of a shell as it went in, and on one line.</summary>
public sealed class ReplayCommandTests
{
    [Theory]
    [InlineData("features/nat.feature:12", "features/nat.feature:12")]
    [InlineData("", "''")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME `id` \\", "'$HOME `id` \\'")]
    [InlineData("two\nlines", "$'two\\x0alines'")]
    [InlineData("it's\ttwo\\three", "$'it\\'s\\x09two\\\\three'")]
    [InlineData("left\u202eright", "$'left\\u202eright'")]
    public void A_word_is_quoted_where_a_shell_would_take_it_apart_or_nobody_would_see_it(string word, string quoted)
    {
        ReplayCommand.Quote(word).Should().Be(quoted);
        FromShell(quoted).Should().Be(word);
    }

    private static string FromShell(string quoted)
    {
        string script = $"printf %s {quoted}";
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            RedirectStandardOutput = true,
            Environment = { ["LC_ALL"] = "C.UTF-8" },
        };
        using Process shell = Process.Start(start)!;
        string text = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return text;
    }
}
