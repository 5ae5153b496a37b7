using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps;

/// <summary>Reads the cells of a table of NATs. A value that is none is an error that lists what there is.</summary>
internal static partial class NatColumns
{
    public static TimeSpan Duration(string text) => new Quantities().ReadDuration(text);

    public static int Number(string text, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"`{text}` is no {what}: write a whole number.");

    public static EndpointDependence Dependence(string text) => text switch
    {
        "endpoint-independent" => EndpointDependence.EndpointIndependent,
        "address-dependent" => EndpointDependence.AddressDependent,
        "address and port-dependent" => EndpointDependence.AddressAndPortDependent,
        _ => throw new FormatException(
            $"`{text}` is no dependence: write endpoint-independent, address-dependent or address and port-dependent."),
    };

    public static NatOptions Refresh(NatOptions nat, string text) => text switch
    {
        "outbound" => nat with { OutboundRefresh = true, InboundRefresh = false },
        "inbound" => nat with { OutboundRefresh = false, InboundRefresh = true },
        "both" => nat with { OutboundRefresh = true, InboundRefresh = true },
        "none" => nat with { OutboundRefresh = false, InboundRefresh = false },
        _ => throw new FormatException($"`{text}` is no refresh: write outbound, inbound, both or none."),
    };

    public static NatOptions Pooling(NatOptions nat, string text) => text switch
    {
        "paired" => nat with { Pooling = AddressPooling.Paired, SpillsToOtherAddresses = false },
        "paired with spill" => nat with { Pooling = AddressPooling.Paired, SpillsToOtherAddresses = true },
        "arbitrary" => nat with { Pooling = AddressPooling.Arbitrary, SpillsToOtherAddresses = false },
        "single" => nat with { Pooling = AddressPooling.Single, SpillsToOtherAddresses = false },
        _ => throw new FormatException($"`{text}` is no pooling: write paired, paired with spill, arbitrary or single."),
    };

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
            PortAssignment = text switch
            {
                "preserved" => PortAssignment.PreserveIfFree,
                "always preserved" => PortAssignment.AlwaysPreserve,
                "sequential" => PortAssignment.Sequential,
                "random" => PortAssignment.Random,
                _ => throw new FormatException(
                    $"`{text}` is no port assignment: write preserved, always preserved, sequential, random or blocks of 512."),
            },
        };
    }

    public static NatOptions PortRange(NatOptions nat, string text)
    {
        Match range = RangePattern().Match(text);
        return range.Success
            ? nat with { FirstPort = Number(range.Groups[1].Value, "port"), LastPort = Number(range.Groups[2].Value, "port") }
            : throw new FormatException($"`{text}` is no port range: write the first and the last port, for example 2000 to 2003.");
    }

    public static int RateLimit(string text) => text.EndsWith(" per second", StringComparison.Ordinal)
        ? Number(text[..^" per second".Length], "number of new mappings per second")
        : throw new FormatException($"`{text}` is no rate limit: write a whole number of new mappings, for example 10 per second.");

    public static ExhaustionPolicy Exhaustion(string text) => text switch
    {
        "drop new" => ExhaustionPolicy.DropNew,
        "evict oldest" => ExhaustionPolicy.EvictOldest,
        "evict random" => ExhaustionPolicy.EvictRandom,
        _ => throw new FormatException($"`{text}` is no exhaustion policy: write drop new, evict oldest or evict random."),
    };

    public static HairpinBehavior Hairpin(string text) => text switch
    {
        "off" => HairpinBehavior.Off,
        "external source" => HairpinBehavior.ExternalSource,
        "internal source" => HairpinBehavior.InternalSource,
        _ => throw new FormatException($"`{text}` is no hairpin behaviour: write off, external source or internal source."),
    };

    public static NatRebindingRules Rebinding(string text)
    {
        Match rule = RebindingPattern().Match(text);
        if (!rule.Success)
        {
            throw new FormatException(
                $"`{text}` is no rebinding: write for example port every 10 s, address after 3 datagrams, or port on expiry.");
        }

        NatRebindingRules rules = new() { Kind = new NetworkWords().ReadRebinding(rule.Groups["kind"].Value) };
        if (rule.Groups["every"].Success)
        {
            return rules with { Every = Duration(rule.Groups["every"].Value) };
        }

        return rule.Groups["after"].Success
            ? rules with { AfterDatagrams = Number(rule.Groups["after"].Value, "number of datagrams") }
            : rules.Kind == NatRebindingKind.Port
                ? rules with { OnExpiry = true }
                : throw new FormatException($"`{text}` is no rebinding: on expiry only the port changes.");
    }

    [GeneratedRegex(@"^blocks of (\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"^(\d+) to (\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex RangePattern();

    [GeneratedRegex(
        @"^(?<kind>port|address|address and port) (every (?<every>.+)|after (?<after>\d+) datagrams?|on expiry)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex RebindingPattern();
}
