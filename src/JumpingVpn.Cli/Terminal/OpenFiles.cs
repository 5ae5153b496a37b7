using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace JumpingVpn.Cli.Terminal;

/// <summary>
/// Whether the process may open as many files as it needs. Below that the runtime cannot load its own libraries, and says so by a stack
/// trace about a file that is there; so this uses nothing but the runtime's core. With fewer than about 24 the runtime itself does not
/// start ("Failed to load JIT compiler"), and nothing of ours can say a word.
/// </summary>
internal static class OpenFiles
{
    // The libraries of the runtime and ours stay open, two files each: 91 in a server on Linux, 145 in one with metrics and a control
    // socket, and a client, a NAT or an endpoint needs as many at most; and some 125 where features are read, beside which a run may
    // open sockets, captures and traces.
    private const int Needed = 96;
    private const int NeededForSockets = 192;
    private const int NeededForFeatures = 256;
    private const int StandardError = 2;
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>What is wrong and what to do; null if nothing is, or where the system does not tell.</summary>
    /// <param name="command">The first word of the command line; empty for none.</param>
    public static string? WhyTooFew(string command)
    {
        try
        {
            return File.Exists(Limits) ? WhyTooFew(command, File.ReadAllText(Limits)) : null;
        }
        catch (IOException)
        {
            return Sentence("too few", NeededBy(command));
        }
    }

    /// <summary>The same, for the content of <c>/proc/self/limits</c>: columns of name, soft limit, hard limit and unit (man 5
    /// proc).</summary>
    internal static string? WhyTooFew(string command, string limits)
    {
        int needed = NeededBy(command);
        int at = limits.IndexOf(Line, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string[] columns = limits[(at + Line.Length)..].Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        return int.TryParse(columns[0], NumberStyles.None, CultureInfo.InvariantCulture, out int soft) && soft < needed
            ? Sentence(soft.ToString(CultureInfo.InvariantCulture), needed)
            : null;
    }

    /// <summary>Writes a line to standard error.</summary>
    public static void Say(string sentence)
    {
        using var handle = new SafeFileHandle(StandardError, ownsHandle: false);
        using var error = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        error.Write(Encoding.UTF8.GetBytes(sentence + "\n"));
    }

    private static int NeededBy(string command) =>
        command switch
        {
            "run" or "steps" or "explore" or "replay" => NeededForFeatures,
            "server" or "client" or "nat" or "nat-check" or "endpoint" => NeededForSockets,
            _ => Needed,
        };

    private static string Sentence(string allowed, int needed) =>
        $"jumpingvpn: this process may have {allowed} files open, but needs {needed}; raise the limit, for example with: ulimit -n 1024";
}
