using System.Net;

namespace JumpingVpn.Cli.Arguments;

/// <summary><c>HOST:PORT</c>, or a host alone.</summary>
/// <param name="Target">The host, with port 0 if there was none.</param>
/// <param name="HasPort">Whether a port was written.</param>
internal sealed record HostText(HostPort Target, bool HasPort)
{
    /// <summary>Reads <paramref name="text"/>; never looks a name up.</summary>
    public static Parsed<HostText> Parse(string text)
    {
        bool isBareIPv6 = text.Contains("::", StringComparison.Ordinal) && text[0] != '[' && IPAddress.TryParse(text, out _);
        bool isHostAlone = isBareIPv6 || text.EndsWith(']') || (text.Length > 0 && !text.Contains(':', StringComparison.Ordinal));
        Parsed<HostPort> target = HostPort.Parse(
            isBareIPv6 ? $"[{text}]:0"
            : isHostAlone ? $"{text}:0"
            : text
        );
        return target.IsValid ? new HostText(target.Value, !isHostAlone) : Parsed<HostText>.Invalid(target.Error);
    }
}
