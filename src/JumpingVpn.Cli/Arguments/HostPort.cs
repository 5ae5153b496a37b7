using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace JumpingVpn.Cli.Arguments;

/// <summary>
/// <c>HOST:PORT</c> as it was typed: an IPv4 address, an IPv6 address in brackets, or a name that is still to be looked up.
/// </summary>
/// <param name="Host">Without brackets.</param>
/// <param name="Address">Null if <paramref name="Host"/> is a name.</param>
/// <param name="Port">0 means "any free port" where that makes sense.</param>
internal sealed record HostPort(string Host, IPAddress? Address, ushort Port)
{
    private const string Shape = "write HOST:PORT, for example 127.0.0.1:9999 or [::1]:9999";

    /// <summary>Reads <paramref name="text"/>; never looks a name up.</summary>
    public static Parsed<HostPort> Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return Parsed<HostPort>.Invalid($"there is no port; {Shape}");
        }

        string host = text[..colon];
        string port = text[(colon + 1)..];
        if (host.Length == 0)
        {
            return Parsed<HostPort>.Invalid($"there is no host before the colon; {Shape}");
        }

        if (host[0] != '[' && host.Contains(':', StringComparison.Ordinal))
        {
            return Parsed<HostPort>.Invalid("an IPv6 address needs brackets around it, for example [::1]:9999");
        }

        if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            return Parsed<HostPort>.Invalid($"the port '{port}' is not a number from 0 to 65535");
        }

        return host[0] == '[' ? ParseIPv6(host, number) : ParseIPv4OrName(host, number);
    }

    /// <summary>The text that <see cref="Parse"/> reads back.</summary>
    public override string ToString() =>
        Address?.AddressFamily == AddressFamily.InterNetworkV6
            ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
            : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static Parsed<HostPort> ParseIPv6(string bracketed, ushort port)
    {
        string host = bracketed.Trim('[', ']');
        string[] parts = host.Split('%');
        bool valid =
            bracketed[^1] == ']'
            && parts.Length <= 2
            && IPAddress.TryParse(parts[0], out IPAddress? parsed)
            && parsed.AddressFamily == AddressFamily.InterNetworkV6;
        if (!valid)
        {
            return Parsed<HostPort>.Invalid($"'{bracketed}' is not an IPv6 address in brackets; {Shape}");
        }

        var address = IPAddress.Parse(parts[0]);
        return parts.Length == 1 ? new HostPort(host, address, port) : ParseScope(host, address, parts[1], port);
    }

    private static Parsed<HostPort> ParseScope(string host, IPAddress address, string scope, ushort port)
    {
        if (!address.IsIPv6LinkLocal)
        {
            return Parsed<HostPort>.Invalid("only a link-local address (fe80::/10) has an interface after the %");
        }

        bool isNumber = uint.TryParse(scope, NumberStyles.None, CultureInfo.InvariantCulture, out uint number);
        number = isNumber ? number : Interfaces.NumberOf(scope);
        return number == 0
            ? Parsed<HostPort>.Invalid($"this machine has no interface '{scope}'")
            : new HostPort(host, new IPAddress(address.GetAddressBytes(), number), port);
    }

    private static Parsed<HostPort> ParseIPv4OrName(string host, ushort port)
    {
        // The BCL also reads "1", "0x7f.1" and "010.0.0.1" as IPv4; what looks like a number must be four plain octets here.
        if (host.All(static letter => letter == '.' || char.IsAsciiDigit(letter)))
        {
            return IsDottedQuad(host)
                ? new HostPort(host, IPAddress.Parse(host), port)
                : Parsed<HostPort>.Invalid($"'{host}' is not an IPv4 address: four numbers from 0 to 255 with dots between them");
        }

        return Uri.CheckHostName(host) == UriHostNameType.Dns
            ? new HostPort(host, null, port)
            : Parsed<HostPort>.Invalid($"'{host}' is neither an IP address nor a host name; {Shape}");
    }

    private static bool IsDottedQuad(string host)
    {
        string[] octets = host.Split('.');
        return octets.Length == 4
            && Array.TrueForAll(
                octets,
                static octet =>
                    byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out _) && (octet.Length == 1 || octet[0] != '0')
            );
    }
}
