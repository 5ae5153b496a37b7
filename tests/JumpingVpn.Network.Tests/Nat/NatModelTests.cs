using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>Holds the table against a naive one while hosts send, are answered, expire, are flushed, moved and robbed.</summary>
public class NatModelTests
{
    private static readonly TimeSpan FilterLifetime = TimeSpan.FromSeconds(60);

    private readonly RandomStream _random = new(7);
    private readonly Dictionary<TransportAddress, Row> _rows = [];

    [Theory]
    [InlineData(EndpointDependence.AddressDependent, PortAssignment.PreserveIfFree)]
    [InlineData(EndpointDependence.AddressAndPortDependent, PortAssignment.Random)]
    [InlineData(EndpointDependence.AddressAndPortDependent, PortAssignment.Sequential)]
    public void Every_answer_is_that_of_a_plain_list_of_mappings_and_contacts(EndpointDependence filtering, PortAssignment assignment)
    {
        var nat = new NatLab(
            new NatOptions
            {
                Filtering = filtering,
                FilterLifetime = FilterLifetime,
                PortAssignment = assignment,
                FirstPort = 3000,
                LastPort = 3039,
            }
        );
        for (int step = 0; step < 5_000; step++)
        {
            nat.Pass(_random.Below(4));
            switch (_random.Below(40))
            {
                case < 20:
                    Send(nat, Inside(), Remote());
                    break;
                case < 38:
                    Answer(nat, filtering);
                    break;
                case 38:
                    Flush(nat);
                    break;
                default:
                    Rebind(nat);
                    break;
            }

            nat.Table.Invoking(static table => table.EnsureBalanced()).Should().NotThrow();
        }
    }

    private TransportAddress Inside() => NatLab.Host(2 + (int)_random.Below(6), (ushort)(3000 + _random.Below(8)));

    private TransportAddress Remote() => TransportAddress.FromIPv4(198, 51, 100, (byte)_random.Below(3), (ushort)(1 + _random.Below(3)));

    private bool IsTaken(TransportAddress external, TimeSpan now) => _rows.Values.Any(it => it.External == external && now < it.Expires);

    private void Send(NatLab nat, TransportAddress inside, TransportAddress remote)
    {
        bool known = _rows.TryGetValue(inside, out Row? row) && nat.Now < row.Expires;
        bool full = _rows.Values.Count(it => nat.Now < it.Expires) == 40;
        NatVerdict verdict = nat.Table.TranslateOutbound(inside, remote, nat.Now);
        if (!known && full)
        {
            verdict.Drop.Should().Be(DropReason.PortsExhausted);
            return;
        }

        verdict.Drop.Should().Be(DropReason.None);
        if (!known)
        {
            IsTaken(verdict.Address, nat.Now).Should().BeFalse("no port is overloaded");
            _rows[inside] = row = new Row(verdict.Address);
        }

        verdict.Address.Should().Be(row!.External);
        row.Expires = nat.Now + nat.Table.Options.MappingLifetime;
        row.Contacts[remote] = nat.Now;
    }

    private void Answer(NatLab nat, EndpointDependence filtering)
    {
        TransportAddress external = NatLab.External(1, (ushort)(3000 + _random.Below(40)));
        TransportAddress remote = Remote();
        NatVerdict verdict = nat.Table.TranslateInbound(external, remote, nat.Now);
        (TransportAddress inside, Row? row) = _rows.FirstOrDefault(it => it.Value.External == external && nat.Now < it.Value.Expires);
        if (row is null)
        {
            verdict.Drop.Should().BeOneOf(DropReason.MappingExpired, DropReason.NoMapping);
        }
        else if (row.Admits(remote, filtering, nat.Now))
        {
            verdict.Should().Be(new NatVerdict(inside, DropReason.None));
        }
        else
        {
            verdict.Drop.Should().Be(DropReason.NatFiltered);
        }
    }

    private void Flush(NatLab nat)
    {
        TransportAddress host = Inside();
        int live = _rows.Count(it => it.Key.SameHost(host) && nat.Now < it.Value.Expires);
        nat.Table.Flush(NatScope.Host(host), nat.Now).Should().Be(live);
        foreach (TransportAddress inside in _rows.Keys.Where(it => it.SameHost(host)).ToList())
        {
            _rows.Remove(inside);
        }
    }

    private void Rebind(NatLab nat)
    {
        TransportAddress inside = Inside();
        foreach (NatRebinding change in nat.Table.Rebind(NatRebindingKind.Port, NatScope.Endpoint(inside), nat.Now))
        {
            change.Inside.Should().Be(inside);
            change.OldExternal.Should().Be(_rows[inside].External);
            IsTaken(change.NewExternal, nat.Now).Should().BeFalse();
            _rows[inside].External = change.NewExternal;
        }
    }

    private sealed class Row(TransportAddress external)
    {
        public TransportAddress External { get; set; } = external;

        public TimeSpan Expires { get; set; }

        public Dictionary<TransportAddress, TimeSpan> Contacts { get; } = [];

        public bool Admits(TransportAddress remote, EndpointDependence filtering, TimeSpan now) =>
            Contacts.Any(it =>
                now < it.Value + FilterLifetime
                && (filtering == EndpointDependence.AddressDependent ? it.Key.SameHost(remote) : it.Key == remote)
            );
    }
}
