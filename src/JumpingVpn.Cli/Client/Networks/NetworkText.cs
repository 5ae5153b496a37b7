using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Client.Networks;

/// <summary>Reads <c>--network NAME=ADDRESS</c>.</summary>
internal static class NetworkText
{
    private const int LongestName = 32;
    private const int Most = 16;

    // Words of a script that a name must not be taken for.
    private static readonly string[] Taken = ["next", "auto"];

    /// <summary>Reads all of them, in the order of preference.</summary>
    /// <param name="texts">As they were typed; none for the one network that the routes choose.</param>
    /// <param name="toIPv4">The family of the server's address; null if both can be.</param>
    public static Parsed<IReadOnlyList<ClientNetwork>> ParseAll(IReadOnlyList<string> texts, bool? toIPv4)
    {
        if (texts.Count == 0)
        {
            return new Parsed<IReadOnlyList<ClientNetwork>>([ClientNetwork.Any]);
        }

        if (texts.Count > Most)
        {
            return Invalid($"--network is given {texts.Count} times; at most {Most} are allowed.");
        }

        List<ClientNetwork> networks = [];
        foreach (string text in texts)
        {
            Parsed<ClientNetwork> parsed = Parse(text, toIPv4);
            if (!parsed.IsValid)
            {
                return Invalid($"--network '{text}': {parsed.Error}.");
            }

            if (networks.Exists(other => other.Name == parsed.Value.Name))
            {
                return Invalid($"--network '{text}': there is another network called '{parsed.Value.Name}'; names must differ.");
            }

            networks.Add(parsed.Value);
        }

        return networks;
    }

    /// <summary>True if one of this machine's interfaces has the address now.</summary>
    public static bool IsHere(IPAddress address) => IPAddress.IsLoopback(address) || OwnAddresses().Contains(address);

    /// <summary>This machine's addresses as a sentence lists them.</summary>
    public static string WhatIsHere() => string.Join(", ", OwnAddresses().Where(static own => !own.IsIPv6LinkLocal).Take(8));

    private static Parsed<ClientNetwork> Parse(string text, bool? toIPv4)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return Parsed<ClientNetwork>.Invalid("write NAME=ADDRESS, for example wifi=192.168.1.20");
        }

        string name = text[..equals];
        bool isName = name.Length is > 0 and <= LongestName && name.All(static one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');
        if (!isName || Taken.Contains(name))
        {
            return Parsed<ClientNetwork>.Invalid(
                $"a name has 1 to {LongestName} letters, digits, - and _, and is not next or auto, which are words of a script"
            );
        }

        string address = text[(equals + 1)..];
        if (
            !IPAddress.TryParse(address, out IPAddress? parsed)
            || (parsed.AddressFamily == AddressFamily.InterNetwork && address.Count('.') != 3)
        )
        {
            return Parsed<ClientNetwork>.Invalid($"'{address}' is not an IP address; this machine has {WhatIsHere()}");
        }

        return toIPv4 is { } four && four != (parsed.AddressFamily == AddressFamily.InterNetwork)
            ? Parsed<ClientNetwork>.Invalid($"the server has an IPv{(four ? 4 : 6)} address, which is not reached from '{address}'")
            : new ClientNetwork(name, parsed);
    }

    private static IEnumerable<IPAddress> OwnAddresses() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(static one => one.GetIPProperties().UnicastAddresses)
            .Select(static one => one.Address);

    private static Parsed<IReadOnlyList<ClientNetwork>> Invalid(string error) => Parsed<IReadOnlyList<ClientNetwork>>.Invalid(error);
}
