using System.Globalization;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Control;

/// <summary>Where the control sockets of running servers are.</summary>
internal static class ControlPath
{
    /// <summary>The word for the default path.</summary>
    public const string Auto = "auto";

    // sun_path of sockaddr_un: 108 bytes on Linux, 104 on macOS, a zero included.
    private const int Longest = 103;

    /// <summary>The folder of default paths: <c>$XDG_RUNTIME_DIR/jumpingvpn</c>, or one in /tmp with the user's number.</summary>
    public static string Folder(Func<string, string?> variable) =>
        variable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime
            ? Path.Combine(runtime, "jumpingvpn")
            : string.Create(CultureInfo.InvariantCulture, $"/tmp/jumpingvpn-{PeerIdentity.Own}");

    /// <summary>The default path of a server that serves this port.</summary>
    public static string Of(ushort port, Func<string, string?> variable) =>
        Path.Combine(Folder(variable), string.Create(CultureInfo.InvariantCulture, $"server-{port}.sock"));

    /// <summary>Reads a path, or <see cref="Auto"/>.</summary>
    public static Parsed<string> Parse(string text)
    {
        if (OperatingSystem.IsWindows())
        {
            return Parsed<string>.Invalid("a control socket needs Linux or macOS, which say who is at its other end");
        }

        int length = System.Text.Encoding.UTF8.GetByteCount(text);
        return text.Length == 0 ? Parsed<string>.Invalid($"write a path, or {Auto}")
            : text.Contains('\0') ? Parsed<string>.Invalid("a path cannot contain a NUL character")
            : length > Longest
                ? Parsed<string>.Invalid(
                    string.Create(CultureInfo.InvariantCulture, $"it has {length} bytes, and the path of a socket may have {Longest}")
                )
            : text;
    }
}
