using System.Globalization;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Says how a NAT behaves, in the words in which it can be set.</summary>
internal static class NatText
{
    /// <summary>In one line, the name of a kind where it is one.</summary>
    public static string Of(NatOptions nat)
    {
        string? kind = NatPresets.Names.FirstOrDefault(name => NatPresets.Find(name) == nat with { Rebinding = null });
        return kind ?? string.Join(", ", Settings(nat).Select(static each => $"{each.Key} {each.Value}"));
    }

    /// <summary>All that is set, by the names of <see cref="SettingText.OfNats"/>.</summary>
    public static IReadOnlyDictionary<string, string> Settings(NatOptions nat)
    {
        Dictionary<string, string> settings = new()
        {
            ["mapping"] = Of(nat.Mapping),
            ["filtering"] = Of(nat.Filtering),
            ["lifetime"] = LinkText.Time(nat.MappingLifetime),
        };
        void Add(string name, bool isSet, string text)
        {
            if (isSet)
            {
                settings.Add(name, text);
            }
        }

        Add("stream-lifetime", nat.StreamLifetime is not null, LinkText.Time(nat.StreamLifetime ?? default));
        Add("filter-lifetime", nat.FilterLifetime is not null, LinkText.Time(nat.FilterLifetime ?? default));
        settings.Add("refresh", Refresh(nat));
        settings.Add("pooling", nat.SpillsToOtherAddresses ? "paired with spill" : $"{nat.Pooling}".ToLowerInvariant());
        settings.Add("port-assignment", Ports(nat));
        settings.Add("port-range", string.Create(CultureInfo.InvariantCulture, $"{nat.FirstPort} to {nat.LastPort}"));
        Add("hold-down", nat.PortHoldDown > TimeSpan.Zero, LinkText.Time(nat.PortHoldDown));
        Add("max-mappings", nat.MaxMappingsPerHost is not null, $"{nat.MaxMappingsPerHost}");
        Add("mapping-rate", nat.MaxNewMappingsPerSecond is not null, $"{nat.MaxNewMappingsPerSecond} per second");
        Add("exhaustion", nat.Exhaustion != ExhaustionPolicy.DropNew, Exhaustion(nat.Exhaustion));
        settings.Add("hairpin", Hairpin(nat.Hairpin));
        return settings;
    }

    private static string Of(EndpointDependence dependence) =>
        dependence switch
        {
            EndpointDependence.EndpointIndependent => "endpoint-independent",
            EndpointDependence.AddressDependent => "address-dependent",
            _ => "address and port-dependent",
        };

    private static string Refresh(NatOptions nat) =>
        (nat.OutboundRefresh, nat.InboundRefresh) switch
        {
            (true, true) => "both",
            (true, false) => "outbound",
            (false, true) => "inbound",
            _ => "none",
        };

    private static string Ports(NatOptions nat) =>
        nat.PortAssignment switch
        {
            PortAssignment.PreserveIfFree => "preserved",
            PortAssignment.AlwaysPreserve => "always preserved",
            PortAssignment.Sequential => "sequential",
            PortAssignment.Random => "random",
            _ => string.Create(CultureInfo.InvariantCulture, $"blocks of {nat.PortBlockSize}"),
        };

    private static string Exhaustion(ExhaustionPolicy policy) => policy == ExhaustionPolicy.EvictOldest ? "evict oldest" : "evict random";

    private static string Hairpin(HairpinBehavior hairpin) =>
        hairpin switch
        {
            HairpinBehavior.Off => "off",
            HairpinBehavior.ExternalSource => "external source",
            _ => "internal source",
        };
}
