using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps.Tables;

/// <summary>Reads the cells of a table of NATs. An invalid value is an error that lists the valid ones.</summary>
internal static partial class NatColumns
{
    public static TimeSpan Duration(string text) => new Quantities().ReadDuration(text);

    public static int Number(string text, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"`{text}` is not a {what}: write a whole number");

    public static EndpointDependence Dependence(string text) =>
        KnownWord.Of(
            text,
            "dependence",
            ("endpoint-independent", EndpointDependence.EndpointIndependent),
            ("address-dependent", EndpointDependence.AddressDependent),
            ("address and port-dependent", EndpointDependence.AddressAndPortDependent)
        );

    public static NatOptions Refresh(NatOptions nat, string text)
    {
        (bool outbound, bool inbound) = KnownWord.Of(
            text,
            "refresh",
            ("outbound", (true, false)),
            ("inbound", (false, true)),
            ("both", (true, true)),
            ("none", (false, false))
        );
        return nat with { OutboundRefresh = outbound, InboundRefresh = inbound };
    }

    public static NatOptions Pooling(NatOptions nat, string text)
    {
        (AddressPooling pooling, bool spills) = KnownWord.Of(
            text,
            "pooling",
            ("paired", (AddressPooling.Paired, false)),
            ("paired with spill", (AddressPooling.Paired, true)),
            ("arbitrary", (AddressPooling.Arbitrary, false)),
            ("single", (AddressPooling.Single, false))
        );
        return nat with { Pooling = pooling, SpillsToOtherAddresses = spills };
    }

    public static NatOptions Ports(NatOptions nat, string text)
    {
        Match blocks = BlockPattern().Match(text);
        if (blocks.Success)
        {
            return nat with { PortAssignment = PortAssignment.HostBlock, PortBlockSize = Number(blocks.Groups[1].Value, "block size") };
        }

        return nat with
        {
            PortBlockSize = null,
            PortAssignment = KnownWord.Of(
                text,
                "port assignment",
                ("preserved", PortAssignment.PreserveIfFree),
                ("always preserved", PortAssignment.AlwaysPreserve),
                ("sequential", PortAssignment.Sequential),
                ("random", PortAssignment.Random),
                ("blocks of 512", PortAssignment.HostBlock)
            ),
        };
    }

    public static NatOptions PortRange(NatOptions nat, string text)
    {
        Match range = RangePattern().Match(text);
        return range.Success
            ? nat with
            {
                FirstPort = Number(range.Groups[1].Value, "port"),
                LastPort = Number(range.Groups[2].Value, "port"),
            }
            : throw new FormatException($"`{text}` is not a port range: write the first and the last port, for example 2000 to 2003");
    }

    public static int RateLimit(string text) =>
        text.EndsWith(" per second", StringComparison.Ordinal)
            ? Number(text[..^" per second".Length], "number of new mappings per second")
            : throw new FormatException($"`{text}` is not a rate limit: write a whole number of new mappings, for example 10 per second");

    public static ExhaustionPolicy Exhaustion(string text) =>
        KnownWord.Of(
            text,
            "exhaustion policy",
            ("drop new", ExhaustionPolicy.DropNew),
            ("evict oldest", ExhaustionPolicy.EvictOldest),
            ("evict random", ExhaustionPolicy.EvictRandom)
        );

    public static HairpinBehavior Hairpin(string text) =>
        KnownWord.Of(
            text,
            "hairpin behaviour",
            ("off", HairpinBehavior.Off),
            ("external source", HairpinBehavior.ExternalSource),
            ("internal source", HairpinBehavior.InternalSource)
        );

    public static NatRebindingRules Rebinding(string text)
    {
        Match rule = RebindingPattern().Match(text);
        if (!rule.Success)
        {
            throw new FormatException(
                $"`{text}` is not a rebinding: write for example port every 10 s, address after 3 datagrams, or port on expiry"
            );
        }

        NatRebindingRules rules = new() { Kind = new NetworkWords().ReadRebinding(rule.Groups["kind"].Value) };
        if (rule.Groups["every"].Success)
        {
            return rules with { Every = Duration(rule.Groups["every"].Value) };
        }

        return rule.Groups["after"].Success ? rules with { AfterDatagrams = Number(rule.Groups["after"].Value, "number of datagrams") }
            : rules.Kind == NatRebindingKind.Port ? rules with { OnExpiry = true }
            : throw new FormatException($"`{text}` is not a rebinding: on expiry only the port changes");
    }

    [GeneratedRegex(@"^blocks of (\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"^(\d+) to (\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex RangePattern();

    [GeneratedRegex(
        @"^(?<kind>port|address|address and port) (every (?<every>.+)|after (?<after>\d+) datagrams?|on expiry)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex RebindingPattern();
}
