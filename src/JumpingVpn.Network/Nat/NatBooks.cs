using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>Compares what a table counts with what it holds: a port or a contact that is counted and held by nobody is lost for
/// good.</summary>
/// <remarks>Every scenario ends with it, so no text is made where nothing is wrong, and hosts are counted only where they are
/// limited.</remarks>
internal static class NatBooks
{
    /// <summary>Compares all.</summary>
    /// <exception cref="InvalidOperationException">They differ: a bug of the table.</exception>
    public static void Balance(NatState state)
    {
        MappingStore mappings = state.Mappings;
        int[] ports = new int[state.Pool.Addresses.Count];
        int contacts = 0;
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
            if (mappings.FindByExternal(mapping.External) < 0)
            {
                throw Imbalance($"{mapping.External} is held and cannot be found");
            }

            if (!mapping.IsFreed && mappings.FindByInside(mapping.Inside, mapping.RemoteKey) != slot)
            {
                throw Imbalance($"{mapping.Inside} has a mapping that it cannot use");
            }
        }

        for (int index = 0; index < ports.Length; index++)
        {
            if (state.Pool.PortsTaken(index) is var taken && taken != ports[index])
            {
                throw Imbalance($"{taken} ports of {state.Pool.Addresses[index]} are taken, and {ports[index]} are held");
            }
        }

        if (state.Contacts.Count != contacts)
        {
            throw Imbalance($"{state.Contacts.Count} contacts are kept, and mappings have {contacts}");
        }

        foreach ((TransportAddress host, int count) in state.CountsOfHosts)
        {
            if (MappingsOf(host, mappings) is var held && held != count)
            {
                throw Imbalance($"{host} is counted with {count} mappings, and has {held}");
            }
        }
    }

    private static int MappingsOf(in TransportAddress host, MappingStore mappings)
    {
        int held = 0;
        for (int slot = 0; slot < mappings.SlotCount; slot++)
        {
            ref MappingEntry mapping = ref mappings[slot];
            held += mapping is { InUse: true, IsFreed: false } && mapping.Inside.SameHost(host) ? 1 : 0;
        }

        return held;
    }

    private static InvalidOperationException Imbalance(FormattableString what) =>
        new($"The table of a NAT does not balance: {what.ToString(CultureInfo.InvariantCulture)}.");
}
