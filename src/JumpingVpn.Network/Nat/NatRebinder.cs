using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>Gives live mappings other external endpoints: on demand, and by the rules of the options.</summary>
/// <remarks>
/// A rebinding that is due by time happens when the table is next asked about the mapping: nobody can tell it from one in time.
/// </remarks>
internal sealed class NatRebinder(NatState state, EndpointAssigner assigner)
{
    private readonly NatRebindingRules? _rules = state.Options.Rebinding;

    public List<NatRebinding> Rebind(NatRebindingKind kind, in NatScope scope, TimeSpan now)
    {
        EnsurePossible(kind, scope);
        var changes = new List<NatRebinding>();
        foreach (int slot in state.Mappings.LiveSlots(now))
        {
            TransportAddress inside = state.Mappings[slot].Inside;
            TransportAddress old = state.Mappings[slot].External;
            if (scope.Covers(inside) && TryRebind(slot, kind, now))
            {
                changes.Add(new NatRebinding(inside, old, state.Mappings[slot].External));
            }
        }

        if (kind != NatRebindingKind.Port && state.Options.Pooling == AddressPooling.Single)
        {
            state.Pool.MoveEverybody();
        }

        return changes;
    }

    /// <summary>Rebinds a live mapping if one of the rules says that its time has come.</summary>
    /// <param name="slot">The mapping.</param>
    /// <param name="isOutbound">Whether a datagram from inside is about to leave through it, which is then counted.</param>
    /// <param name="now">The time.</param>
    public void RebindIfDue(int slot, bool isOutbound, TimeSpan now)
    {
        if (_rules is null)
        {
            return;
        }

        ref MappingEntry mapping = ref state.Mappings[slot];
        if (now >= mapping.RebindAt)
        {
            long every = _rules.Every!.Value.Ticks;
            long periods = ((now.Ticks - mapping.RebindAt.Ticks) / every) + 1;
            mapping.RebindAt = mapping.RebindAt.Plus(TimeSpan.FromTicks((periods - 1) * every)).Plus(_rules.Every.Value);
            TryRebind(slot, _rules.Kind, now);
        }

        if (isOutbound && _rules.AfterDatagrams is { } limit)
        {
            if (mapping.OutboundCount >= limit && TryRebind(slot, _rules.Kind, now))
            {
                state.Mappings[slot].OutboundCount = 0;
            }

            state.Mappings[slot].OutboundCount++;
        }
    }

    /// <summary>Gives live mappings in scope, with all that they admit, to the same ports of another inside host.</summary>
    public int Steal(in NatScope scope, in TransportAddress thief, TimeSpan now)
    {
        int stolen = 0;
        foreach (int slot in state.Mappings.LiveSlots(now))
        {
            ref MappingEntry mapping = ref state.Mappings[slot];
            TransportAddress heir = thief.WithPort(mapping.Inside.Port);
            if (mapping.InUse && !mapping.IsFreed && scope.Covers(mapping.Inside) && !mapping.Inside.SameHost(thief))
            {
                int present = state.Mappings.FindByInside(heir, mapping.RemoteKey);
                if (present >= 0)
                {
                    state.End(present, now);
                }

                state.GiveTo(slot, heir);
                stolen++;
            }
        }

        return stolen;
    }

    private bool TryRebind(int slot, NatRebindingKind kind, TimeSpan now)
    {
        TransportAddress inside = state.Mappings[slot].Inside;
        TransportAddress old = state.Mappings[slot].External;
        int index = state.Pool.IndexOf(old);
        index = kind == NatRebindingKind.Port ? index : state.Pool.IndexAfter(index);
        int preferred = kind == NatRebindingKind.Address ? old.Port : 0;
        int avoid = kind == NatRebindingKind.Address ? 0 : old.Port;
        if (!assigner.TryAssign(index, inside, preferred, avoid, now, out TransportAddress external))
        {
            return false;
        }

        state.Move(slot, external, now);
        state.Pool.Move(inside, index);
        return true;
    }

    private void EnsurePossible(NatRebindingKind kind, in NatScope scope)
    {
        if (!state.Options.Translates)
        {
            throw new InvalidOperationException("A firewall that translates nothing has no external endpoints, so it cannot rebind.");
        }

        if (kind != NatRebindingKind.Port && state.Pool.Addresses.Count < 2)
        {
            throw new InvalidOperationException(
                "A NAT with 1 external address cannot rebind to another one: its pool must have at least 2 (AddExternalAddress)."
            );
        }

        if (kind != NatRebindingKind.Port && state.Options.Pooling == AddressPooling.Single && scope.Inside is not null)
        {
            throw new InvalidOperationException(
                "A NAT with single pooling has one address for everybody: it cannot move one host alone, only all."
            );
        }
    }
}
