using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Nat;

/// <summary>The external addresses, who is given which of them, and where the search for a free port on one begins.</summary>
internal sealed class ExternalPool
{
    private readonly NatOptions _options;
    private readonly List<TransportAddress> _addresses = [];
    private readonly List<int> _portsTaken = [];
    private readonly List<int> _blocksTaken = [];
    private readonly Dictionary<TransportAddress, int> _pairing = [];
    private readonly Dictionary<(TransportAddress Host, int Index), int> _blocks = [];
    private int _nextPort;
    private int _nextAddress;
    private int _singleAddress;

    public ExternalPool(NatOptions options, RandomStream random)
    {
        _options = options;
        Random = random;
        _nextPort = options.FirstPort;
    }

    public RandomStream Random { get; }

    public IReadOnlyList<TransportAddress> Addresses => _addresses;

    public int PortsPerAddress => _options.LastPort - _options.FirstPort + 1;

    public void Add(in TransportAddress address)
    {
        if (IndexOf(address) >= 0)
        {
            throw new ArgumentException(
                $"The NAT has the external address {address.WithPort(0)} already: the addresses of a pool must differ."
            );
        }

        _addresses.Add(address.WithPort(0));
        _portsTaken.Add(0);
        _blocksTaken.Add(0);
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

    /// <summary>The address that a new mapping is given. A pairing is remembered even without a choice: the pool may grow.</summary>
    public int IndexFor(in TransportAddress inside) =>
        _options.Pooling switch
        {
            AddressPooling.Paired => PairedIndex(inside),
            AddressPooling.Arbitrary => _nextAddress++ % _addresses.Count,
            _ => _singleAddress,
        };

    public int IndexAfter(int index) => (index + 1) % _addresses.Count;

    /// <summary>Makes an address the one of a host or, with single pooling, of everybody.</summary>
    public void Move(in TransportAddress inside, int index)
    {
        if (_options.Pooling == AddressPooling.Paired)
        {
            _pairing[inside.WithPort(0)] = index;
        }
    }

    /// <summary>With single pooling, makes the next address the one in use.</summary>
    public void MoveEverybody() => _singleAddress = IndexAfter(_singleAddress);

    public bool IsFull(int index) => _portsTaken[index] >= PortsPerAddress;

    /// <summary>How many ports of an address are taken.</summary>
    public int PortsTaken(int index) => _portsTaken[index];

    public void Take(in TransportAddress external)
    {
        int index = IndexOf(external);
        if (index >= 0)
        {
            _portsTaken[index]++;
        }
    }

    public void Release(in TransportAddress external)
    {
        int index = IndexOf(external);
        if (index >= 0)
        {
            _portsTaken[index]--;
        }
    }

    /// <summary>The ports that a host may have on an address; none if every block is another host's.</summary>
    public bool TryGetRange(int index, in TransportAddress inside, out PortRange range)
    {
        range = new PortRange(_options.FirstPort, _options.LastPort);
        if (_options.PortBlockSize is not { } size)
        {
            return true;
        }

        (TransportAddress, int) key = (inside.WithPort(0), index);
        if (!_blocks.TryGetValue(key, out int first))
        {
            if ((_blocksTaken[index] + 1) * size > PortsPerAddress)
            {
                return false;
            }

            first = _options.FirstPort + (_blocksTaken[index]++ * size);
            _blocks.Add(key, first);
        }

        range = new PortRange(first, first + size - 1);
        return true;
    }

    /// <summary>Where the search for a free port begins; it then goes upwards and around.</summary>
    public int FirstCandidate(in PortRange range) =>
        _options.PortAssignment switch
        {
            PortAssignment.Random => range.First + (int)Random.Below((ulong)range.Count),
            PortAssignment.HostBlock => range.First,
            _ => _nextPort,
        };

    public void ContinueAfter(int port) => _nextPort = port >= _options.LastPort ? _options.FirstPort : port + 1;

    /// <summary>Forgets every choice, as after a reboot; the addresses and the ports in use stay.</summary>
    public void Reset()
    {
        _pairing.Clear();
        _blocks.Clear();
        _nextPort = _options.FirstPort;
        _nextAddress = 0;
        for (int i = 0; i < _blocksTaken.Count; i++)
        {
            _blocksTaken[i] = 0;
        }
    }

    private int PairedIndex(in TransportAddress inside)
    {
        TransportAddress host = inside.WithPort(0);
        if (!_pairing.TryGetValue(host, out int index))
        {
            index = _pairing.Count % _addresses.Count;
            _pairing.Add(host, index);
        }

        return index;
    }
}
