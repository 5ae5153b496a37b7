using System.Reflection;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>What <see cref="NatOptions"/> must obey, each rule with its sentence.</summary>
internal static class NatOptionsRules
{
    public static void Check(NatOptions options)
    {
        OptionGuard.Refuse(
            options.OneToOne && options with { OneToOne = false } != new NatOptions(),
            $"A 1:1 NAT gives each host its own address and does nothing else: remove the other options."
        );
        CheckNames(options);
        CheckLifetimes(options);
        CheckPorts(options);
        CheckLimits(options);
        CheckRebinding(options);
        if (!options.Translates)
        {
            CheckFirewall(options);
        }
    }

    private static void CheckNames(NatOptions options)
    {
        OptionGuard.Refuse(
            !Enum.IsDefined(options.Mapping) || !Enum.IsDefined(options.Filtering) || !Enum.IsDefined(options.PortAssignment),
            $"A NAT with mapping {options.Mapping}, filtering {options.Filtering} and port assignment {options.PortAssignment} is unknown."
        );
        OptionGuard.Refuse(
            !Enum.IsDefined(options.Pooling) || !Enum.IsDefined(options.Exhaustion) || !Enum.IsDefined(options.Hairpin),
            $"A NAT with pooling {options.Pooling}, exhaustion {options.Exhaustion} and hairpin {options.Hairpin} is unknown."
        );
    }

    private static void CheckLifetimes(NatOptions options)
    {
        OptionGuard.Refuse(
            options.MappingLifetime <= TimeSpan.Zero,
            $"A mapping lifetime of {options.MappingLifetime} is impossible: it must be longer than 0."
        );
        if (options.StreamLifetime is { } stream)
        {
            OptionGuard.Refuse(
                stream < options.MappingLifetime,
                $"A stream lifetime of {stream} is impossible: it must be at least the mapping lifetime, {options.MappingLifetime}."
            );
            OptionGuard.Refuse(
                !options.OutboundRefresh && !options.InboundRefresh,
                $"A stream lifetime of {stream} has no effect on a NAT that refreshes in neither direction: let one "
                    + $"refresh, or leave it out."
            );
        }

        if (options.FilterLifetime is { } filter)
        {
            OptionGuard.Refuse(
                filter <= TimeSpan.Zero || filter > (options.StreamLifetime ?? options.MappingLifetime),
                $"A filter lifetime of {filter} is impossible: it must be longer than 0 "
                    + $"and at most the mapping lifetime, {options.StreamLifetime ?? options.MappingLifetime}."
            );
            OptionGuard.Refuse(
                options.Filtering == EndpointDependence.EndpointIndependent,
                $"A filter lifetime of {filter} has no effect with endpoint-independent filtering, which admits everybody."
            );
        }
    }

    private static void CheckPorts(NatOptions options)
    {
        int first = options.FirstPort;
        int last = options.LastPort;
        OptionGuard.Refuse(
            first < 1 || last > ushort.MaxValue || last < first,
            $"External ports {first} to {last} are impossible: they must rise and lie in 1 to 65535."
        );
        bool blocks = options.PortAssignment == PortAssignment.HostBlock;
        OptionGuard.Refuse(
            !blocks && options.PortBlockSize is not null,
            $"A port block size belongs to the port assignment HostBlock, not to {options.PortAssignment}."
        );
        OptionGuard.Refuse(
            blocks && !(options.PortBlockSize >= 1 && options.PortBlockSize <= last - first + 1),
            $"A port block size of {options.PortBlockSize} is impossible: "
                + $"it must be 1 to {last - first + 1}, the number of external ports."
        );
    }

    private static void CheckLimits(NatOptions options)
    {
        OptionGuard.Refuse(
            options.PortHoldDown < TimeSpan.Zero,
            $"A port hold-down of {options.PortHoldDown} is impossible: it must be 0 or longer."
        );
        OptionGuard.Refuse(
            options.PortHoldDown != TimeSpan.Zero && options.PortAssignment == PortAssignment.AlwaysPreserve,
            $"A port hold-down contradicts the port assignment AlwaysPreserve, which gives a port away even if another host has it."
        );
        OptionGuard.Refuse(
            options.PortHoldDown != TimeSpan.Zero && options.Exhaustion != ExhaustionPolicy.DropNew,
            $"A port hold-down contradicts the exhaustion policy {options.Exhaustion}: the port of an evicted mapping would be held too."
        );
        OptionGuard.Refuse(
            options.MaxMappingsPerHost < 1,
            $"A limit of {options.MaxMappingsPerHost} mappings per host is impossible: it must be at least 1."
        );
        OptionGuard.Refuse(
            options.MaxNewMappingsPerSecond is < 1 or > 10_000,
            $"A limit of {options.MaxNewMappingsPerSecond} new mappings per second is impossible: it must be 1 to 10000."
        );
        OptionGuard.Refuse(
            options.SpillsToOtherAddresses && options.Pooling != AddressPooling.Paired,
            $"Spilling to other addresses belongs to paired pooling, not to {options.Pooling}."
        );
    }

    private static void CheckRebinding(NatOptions options)
    {
        if (options.Rebinding is { } rules)
        {
            OptionGuard.Refuse(!Enum.IsDefined(rules.Kind), $"A rebinding of kind {rules.Kind} is unknown.");
            OptionGuard.Refuse(
                rules is { Every: null, AfterDatagrams: null, OnExpiry: false },
                $"Rebinding rules without a rule have no effect: set Every, AfterDatagrams or OnExpiry, or leave them out."
            );
            OptionGuard.Refuse(
                rules.Every <= TimeSpan.Zero,
                $"A rebinding every {rules.Every} is impossible: the time must be longer than 0."
            );
            OptionGuard.Refuse(
                rules.AfterDatagrams < 1,
                $"A rebinding after {rules.AfterDatagrams} datagrams is impossible: it must be at least 1."
            );
            OptionGuard.Refuse(
                rules.Kind != NatRebindingKind.Port && options.Pooling == AddressPooling.Single,
                $"A rebinding of one mapping to another address contradicts single pooling, where all mappings share one."
            );
            OptionGuard.Refuse(
                rules.OnExpiry && options.PortAssignment == PortAssignment.AlwaysPreserve,
                $"A new port on expiry contradicts the port assignment AlwaysPreserve, which gives the same port again."
            );
        }
    }

    /// <summary>Refuses what a firewall does not do itself: an option that nobody thought of here belongs to a NAT.</summary>
    private static void CheckFirewall(NatOptions options)
    {
        NatOptions firewall = new()
        {
            Translates = false,
            Filtering = options.Filtering,
            MappingLifetime = options.MappingLifetime,
            StreamLifetime = options.StreamLifetime,
            FilterLifetime = options.FilterLifetime,
            OutboundRefresh = options.OutboundRefresh,
            InboundRefresh = options.InboundRefresh,
            MaxMappingsPerHost = options.MaxMappingsPerHost,
            MaxNewMappingsPerSecond = options.MaxNewMappingsPerSecond,
            Exhaustion = options.MaxMappingsPerHost is null ? default : options.Exhaustion,
        };
        PropertyInfo? contradiction =
            options == firewall
                ? null
                : typeof(NatOptions).GetProperties().First(option => !Equals(option.GetValue(options), option.GetValue(firewall)));
        OptionGuard.Refuse(
            contradiction is not null,
            $"A firewall that translates nothing cannot have {InWords(contradiction!.Name)} {contradiction.GetValue(options)}: "
                + $"that belongs to a NAT."
        );
    }

    /// <summary>The name of an option in words: <c>PortAssignment</c> is the port assignment.</summary>
    private static string InWords(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")).ToLowerInvariant();
}
