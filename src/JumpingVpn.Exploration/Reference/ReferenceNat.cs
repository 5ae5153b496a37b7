using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Exploration.Reference;

/// <summary>
/// A NAT told a second time, after RFC 4787 and without a hash table: it sees each translation and each drop and says which the options do
/// not allow. Which port is free is not its business, only that a mapping stays what it is for as long as it lives, that nobody else has
/// its endpoint, and who is let in.
/// </summary>
/// <remarks>What displaces mappings for lack of room, overloads ports, or forwards them, is another story: such a NAT is not
/// judged.</remarks>
internal sealed class ReferenceNat(NatOptions options)
{
    private readonly List<ReferenceMapping> _live = [];
    private readonly Dictionary<TransportAddress, TimeSpan> _freed = [];

    /// <summary>Whether it is judged at all.</summary>
    public bool IsJudged { get; set; } =
        options is { OneToOne: false, Exhaustion: ExhaustionPolicy.DropNew, PortAssignment: not PortAssignment.AlwaysPreserve };

    /// <summary>How many mappings live.</summary>
    public int Mappings => _live.Count;

    /// <summary>How many remotes the mapping has sent to that has sent to most.</summary>
    public int MostContacts => _live.Count == 0 ? 0 : _live.Max(static mapping => mapping.Contacts.Count);

    private bool MovesByItself => options.Rebinding is not null;

    /// <summary>A datagram was let out.</summary>
    public string? Out(TransportAddress inside, TransportAddress remote, TransportAddress external, TimeSpan now)
    {
        End(now);
        TransportAddress key = Reduced(remote, options.Mapping);
        string? wrong = null;
        if (_live.Find(it => it.Inside == inside && it.Remote == key) is not { } mapping)
        {
            wrong = WrongNew(inside, external, now);
            mapping = new ReferenceMapping(inside, key, external) { Ends = Later(now, options.MappingLifetime) };
            _live.Add(mapping);
        }
        else if (mapping.External != external)
        {
            wrong = MovesByItself ? null : "a live mapping is not kept";
            mapping.External = external;
        }

        mapping.Ends = options.OutboundRefresh ? Later(now, LifetimeOf(mapping)) : mapping.Ends;
        mapping.Contacts[Reduced(remote, options.Filtering)] = now;
        return wrong;
    }

    /// <summary>A datagram was let in.</summary>
    public string? In(TransportAddress external, TransportAddress remote, TransportAddress inside, TimeSpan now)
    {
        End(now);
        if (Find(external) is not { } mapping)
        {
            return MovesByItself ? null : "a datagram is let in although no mapping is live";
        }

        string? wrong =
            mapping.IsStuck ? "a stuck mapping lets a datagram in"
            : mapping.Inside != inside ? "a datagram is let in to a host other than the mapping's"
            : !Admits(mapping, remote, now) ? "a datagram is let in from a remote that the filtering does not admit"
            : null;
        mapping.IsReplied = true;
        mapping.Ends = options.InboundRefresh ? Later(now, LifetimeOf(mapping)) : mapping.Ends;
        return wrong;
    }

    /// <summary>A datagram from outside was dropped.</summary>
    public string? Dropped(TransportAddress external, TransportAddress remote, DropReason reason, TimeSpan now)
    {
        End(now);
        return MovesByItself || Find(external) is not { } mapping
            ? null
            : reason switch
            {
                DropReason.NoMapping or DropReason.MappingExpired => "a datagram is dropped for want of a live mapping",
                DropReason.StuckMapping when !mapping.IsStuck => "a mapping that is not stuck lets nothing in",
                DropReason.NatFiltered when Admits(mapping, remote, now) => "a datagram is filtered although its sender was sent to",
                _ => null,
            };
    }

    /// <summary>How the table stands between two steps.</summary>
    public string? Compare(IReadOnlyList<NatMapping> table, TimeSpan now)
    {
        End(now);
        if (MovesByItself)
        {
            return null;
        }

        foreach (ReferenceMapping mapping in _live)
        {
            NatMapping? row = table.FirstOrDefault(it => it.Inside == mapping.Inside && (it.Remote ?? default) == mapping.Remote);
            if (row is null || row.ExpiresAt != mapping.Ends)
            {
                return "a mapping ends at a different time from what its options say";
            }

            if (row.IsReplied != mapping.IsReplied)
            {
                return "a mapping counts as answered, or not, against what it has let in";
            }

            if (!HasContacts(mapping, row.Contacts, now))
            {
                return "a mapping knows remotes other than those that it sent to";
            }
        }

        return table.Count > _live.Count ? "the table has a mapping that no datagram made" : null;
    }

    /// <summary>The table was emptied.</summary>
    public string? Flushed(IReadOnlyList<NatMapping> table, TimeSpan now)
    {
        _live.ForEach(mapping => Free(mapping, now));
        _live.Clear();
        return table.Count == 0 ? null : "an emptied table has a mapping";
    }

    /// <summary>The NAT began again: held ports are forgotten too.</summary>
    public string? Rebooted(IReadOnlyList<NatMapping> table, TimeSpan now)
    {
        string? wrong = Flushed(table, now);
        _freed.Clear();
        return wrong;
    }

    /// <summary>Mappings were given other external endpoints: that is all that may have changed.</summary>
    public string? Rebound(IReadOnlyList<NatMapping> table, TimeSpan now)
    {
        End(now);
        foreach (ReferenceMapping mapping in _live)
        {
            NatMapping? row = table.FirstOrDefault(it => it.Inside == mapping.Inside && (it.Remote ?? default) == mapping.Remote);
            if (row is null || row.ExpiresAt != mapping.Ends)
            {
                return "a rebinding changes more than the external endpoint of a mapping";
            }

            if (row.External != mapping.External)
            {
                Free(mapping, now);
                mapping.External = row.External;
            }
        }

        return null;
    }

    /// <summary>Takes the table as it is, for what was done to it is another story; but no inside endpoint has two mappings to one remote,
    /// whatever was done.</summary>
    public string? Adopt(IReadOnlyList<NatMapping> table, TimeSpan now)
    {
        List<ReferenceMapping> before = [.. _live];
        string? wrong = null;
        _live.Clear();
        foreach (NatMapping row in table)
        {
            bool isSecond = _live.Exists(it => it.Inside == row.Inside && it.Remote == (row.Remote ?? default));
            wrong = isSecond ? "an inside endpoint has two mappings where it can have one" : wrong;
            ReferenceMapping? known = before.Find(it => it.Inside == row.Inside && it.Remote == (row.Remote ?? default));
            var mapping = new ReferenceMapping(row.Inside, row.Remote ?? default, row.External)
            {
                Ends = row.ExpiresAt,
                IsReplied = row.IsReplied,
                IsStuck = row.IsStuck,
            };
            foreach (TransportAddress contact in row.Contacts)
            {
                mapping.Contacts[contact] = known?.Contacts.GetValueOrDefault(contact, now) ?? now;
            }

            _live.Add(mapping);
        }

        return wrong;
    }

    private string? WrongNew(TransportAddress inside, TransportAddress external, TimeSpan now)
    {
        bool isHeld = _freed.TryGetValue(external, out TimeSpan freed) && now < Later(freed, options.PortHoldDown);
        bool isInRange = external.Port >= options.FirstPort && external.Port <= options.LastPort;
        return !options.Translates ? (external == inside ? null : "a firewall changes an address")
            : Find(external) is not null ? "two mappings share an external endpoint"
            : isHeld ? "a port is given away before its hold-down is over"
            : !isInRange ? "a port is given that is not one of the NAT's"
            : null;
    }

    private ReferenceMapping? Find(TransportAddress external) => _live.Find(it => it.External == external);

    private bool Admits(ReferenceMapping mapping, TransportAddress remote, TimeSpan now) =>
        options.Filtering == EndpointDependence.EndpointIndependent
        || (
            mapping.Contacts.TryGetValue(Reduced(remote, options.Filtering), out TimeSpan sent)
            && (options.FilterLifetime is not { } limit || now < Later(sent, limit))
        );

    private bool HasContacts(ReferenceMapping mapping, IReadOnlyList<TransportAddress> contacts, TimeSpan now) =>
        options.Filtering == EndpointDependence.EndpointIndependent
        || (
            contacts.All(contact => Admits(mapping, contact, now))
            && contacts.Count == mapping.Contacts.Keys.Count(contact => Admits(mapping, contact, now))
        );

    private TimeSpan LifetimeOf(ReferenceMapping mapping) =>
        mapping.IsReplied ? options.StreamLifetime ?? options.MappingLifetime : options.MappingLifetime;

    private void End(TimeSpan now)
    {
        foreach (ReferenceMapping mapping in _live.FindAll(it => now >= it.Ends))
        {
            Free(mapping, mapping.Ends);
            _live.Remove(mapping);
        }
    }

    private void Free(ReferenceMapping mapping, TimeSpan at)
    {
        if (options.PortHoldDown > TimeSpan.Zero)
        {
            _freed[mapping.External] = at;
        }
    }

    private static TimeSpan Later(TimeSpan time, TimeSpan by) => by < TimeSpan.MaxValue - time ? time + by : TimeSpan.MaxValue;

    private static TransportAddress Reduced(TransportAddress remote, EndpointDependence dependence) =>
        dependence switch
        {
            EndpointDependence.EndpointIndependent => default,
            EndpointDependence.AddressDependent => remote.WithPort(0),
            _ => remote,
        };
}
