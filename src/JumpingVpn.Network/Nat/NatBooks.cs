using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>Compares what a table counts with what it holds: a port or a contact that is counted and held by nobody is lost for
/// good.</summary>
internal static class NatBooks
{
    /// <summary>Compares all.</summary>
    /// <exception cref="InvalidOperationException">They differ: a bug of the table.</exception>
    public static void Balance(NatState state)
    {
        MappingStore mappings = state.Mappings;
        int[] ports = new int[state.Pool.Addresses.Count];
        int contacts = 0;
        SortedDictionary<string, int> hosts = new(StringComparer.Ordinal);
        for (int slot = 0; slot < mappings.SlotCount; slot++)
        {
            ref MappingEntry mapping = ref mappings[slot];
            if (!mapping.InUse)
            {
                continue;
            }

            int index = state.Pool.IndexOf(mapping.External);
            if (index >= 0)
            {
                ports[index]++;
            }

            contacts += mapping.ContactCount;
            Require(mappings.FindByExternal(mapping.External) >= 0, $"{mapping.External} is held and cannot be found");
            if (!mapping.IsFreed)
            {
                string host = mapping.Inside.WithPort(0).ToString();
                hosts[host] = hosts.GetValueOrDefault(host) + 1;
                Require(
                    mappings.FindByInside(mapping.Inside, mapping.RemoteKey) == slot,
                    $"{mapping.Inside} has a mapping that it cannot use"
                );
            }
        }

        for (int index = 0; index < ports.Length; index++)
        {
            TransportAddress address = state.Pool.Addresses[index];
            int taken = state.Pool.PortsTaken(index);
            Require(taken == ports[index], $"{taken} ports of {address.WithPort(0)} are taken, and {ports[index]} are held");
        }

        Require(state.Contacts.Count == contacts, $"{state.Contacts.Count} contacts are kept, and mappings have {contacts}");
        foreach ((TransportAddress host, int count) in state.CountsOfHosts)
        {
            int held = hosts.GetValueOrDefault(host.ToString());
            Require(count == held, $"{host} is counted with {count} mappings, and has {held}");
        }
    }

    private static void Require(bool balances, FormattableString what)
    {
        if (!balances)
        {
            throw new InvalidOperationException($"The table of a NAT does not balance: {FormattableString.Invariant(what)}.");
        }
    }
}
