using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Nat;

/// <summary>
/// The external addresses and the choice of ports on them. Pooling is paired (RFC 4787 REQ-2): one inside host keeps one
/// external address, the hosts taking the addresses in turn as they appear.
/// </summary>
internal sealed class ExternalPool
{
    private readonly NatOptions _options;
    private readonly RandomStream _random;
    private readonly List<TransportAddress> _addresses = [];
    private readonly List<int> _portsTaken = [];
    private readonly Dictionary<TransportAddress, int> _pairing = [];
    private int _nextPort;

    public ExternalPool(NatOptions options, RandomStream random)
    {
        _options = options;
        _random = random;
        _nextPort = options.FirstPort;
    }

    public IReadOnlyList<TransportAddress> Addresses => _addresses;

    public int PortsPerAddress => _options.LastPort - _options.FirstPort + 1;

    public void Add(in TransportAddress address)
    {
        if (IndexOf(address) >= 0)
        {
            throw new ArgumentException(
                $"The NAT has the external address {address.WithPort(0)} already: every address of a pool differs.");
        }

        _addresses.Add(address.WithPort(0));
        _portsTaken.Add(0);
    }

    public int IndexOf(in TransportAddress address)
    {
        for (int i = 0; i < _addresses.Count; i++)
        {
            if (_addresses[i].SameHost(address))
            {
                return i;
            }
        }

        return -1;
    }

    public int PairedIndex(in TransportAddress inside)
    {
        if (_addresses.Count == 1)
        {
            return 0;
        }

        TransportAddress host = inside.WithPort(0);
        if (!_pairing.TryGetValue(host, out int index))
        {
            index = _pairing.Count % _addresses.Count;
            _pairing.Add(host, index);
        }

        return index;
    }

    public void Pair(in TransportAddress inside, int index) => _pairing[inside.WithPort(0)] = index;

    public bool IsFull(int index) => _portsTaken[index] >= PortsPerAddress;

    public void Take(in TransportAddress external) => _portsTaken[IndexOf(external)]++;

    public void Release(in TransportAddress external) => _portsTaken[IndexOf(external)]--;

    /// <summary>Whether the port lies in the range of the options.</summary>
    public bool IsInRange(int port) => port >= _options.FirstPort && port <= _options.LastPort;

    /// <summary>Where the search for a free port begins; the search then goes upwards and around by <see cref="PortAfter"/>.</summary>
    public int FirstCandidate() => _options.PortAssignment == PortAssignment.Random
        ? _options.FirstPort + (int)_random.Below((ulong)PortsPerAddress)
        : _nextPort;

    public int PortAfter(int port) => port >= _options.LastPort ? _options.FirstPort : port + 1;

    public void ContinueAfter(int port) => _nextPort = PortAfter(port);
}
