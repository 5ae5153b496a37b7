using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab;

/// <summary>
/// Names addresses by their owner and a number in order of first appearance, so that a report or a trace reads the same whatever ports
/// a carrier happened to hand out.
/// </summary>
internal sealed class AddressNames
{
    private readonly Dictionary<TransportAddress, string> _names = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The name of an address; its owner is asked for at its first appearance only.</summary>
    public string NameOf(in TransportAddress address, Func<TransportAddress, string?> ownerOf)
    {
        if (_names.TryGetValue(address, out string? name))
        {
            return name;
        }

        string owner = ownerOf(address) ?? "unknown";
        int number = _counts.GetValueOrDefault(owner) + 1;
        _counts[owner] = number;
        name = string.Create(CultureInfo.InvariantCulture, $"{owner}/{number}");
        _names.Add(address, name);
        return name;
    }

    /// <summary>Makes one address a further name for another, as a relay's address represents the host behind it.</summary>
    public void Alias(in TransportAddress alias, string name) => _names[alias] = name;
}
