using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Importing;

/// <summary>The hosts and sockets of a scenario that is being imported.</summary>
internal sealed class SocketBook
{
    private const int MostHosts = 200;

    private readonly OrderedDictionary<TransportAddress, ImportedHost> _hosts = [];
    private readonly Dictionary<(string? Host, ushort Port), int> _numbers = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>All hosts, in the order in which they came.</summary>
    public IEnumerable<ImportedHost> Hosts => _hosts.Values;

    /// <summary>The host of an address; made where it is new.</summary>
    /// <param name="address">With any port.</param>
    /// <param name="node">What it is called; null for a name of ours.</param>
    /// <param name="behind">The NAT before it.</param>
    public ImportedHost Host(in TransportAddress address, string? node, string? behind)
    {
        TransportAddress key = address.WithPort(0);
        if (_hosts.TryGetValue(key, out ImportedHost? known))
        {
            return known;
        }

        if (_hosts.Count == MostHosts)
        {
            throw new ImportRefusedException(
                $"it shows more than {MostHosts} hosts: take a part of it, for example with tshark -r FILE -Y 'udp.port == 4433' -w PART."
            );
        }

        string stem = (node ?? (behind is null ? "outside" : "inside")).Replace(':', '-').Replace('"', '\'').Replace('.', '-');
        int count = _next[stem] = _next.GetValueOrDefault(stem) + 1;
        string name = node is not null && count == 1 ? stem : string.Create(CultureInfo.InvariantCulture, $"{stem}-{count}");
        var host = new ImportedHost(name, key, behind);
        _hosts.Add(key, host);
        return host;
    }

    /// <summary>A host that is known already; null if it is not.</summary>
    public ImportedHost? Known(in TransportAddress address) => _hosts.GetValueOrDefault(address.WithPort(0));

    /// <summary>The name of a socket. Behind NATs one port has one number, on whichever host: sockets of one number have one port, so that
    /// ports collide where they did.</summary>
    public string Socket(ImportedHost host, ushort port)
    {
        string? owner = host.Behind is null ? host.Name : null;
        if (!_numbers.TryGetValue((owner, port), out int number))
        {
            number = _counts[owner ?? ""] = _counts.GetValueOrDefault(owner ?? "") + 1;
            if (number > PeerGroup.MaxSockets)
            {
                throw new ImportRefusedException(
                    $"\"{host.Name}\" has more than {PeerGroup.MaxSockets} ports: take a part of the capture, for example with editcap -r."
                );
            }

            _numbers.Add((owner, port), number);
        }

        return number == 1 ? host.Name : string.Create(CultureInfo.InvariantCulture, $"{host.Name}:{number}");
    }
}
