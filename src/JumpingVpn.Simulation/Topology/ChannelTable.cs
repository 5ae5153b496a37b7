namespace JumpingVpn.Simulation.Topology;

/// <summary>
/// The channels of one interface by their ports. Most interfaces have one, and in a world of ten thousand hosts a dictionary
/// for each is most of the memory: so it is made for the second channel.
/// </summary>
internal struct ChannelTable
{
    private SimulatedChannel? _latest; // the one asked for last; the only one while there is no dictionary
    private Dictionary<ushort, SimulatedChannel>? _all;

    public readonly int Count => _all?.Count ?? (_latest is null ? 0 : 1);

    public SimulatedChannel? Find(ushort port)
    {
        if (_latest?.LocalAddress.Port == port)
        {
            return _latest;
        }

        if (_all is null || !_all.TryGetValue(port, out SimulatedChannel? found))
        {
            return null;
        }

        return _latest = found;
    }

    /// <summary>Adds a channel; false if its port is taken.</summary>
    public bool TryAdd(SimulatedChannel channel)
    {
        if (Find(channel.LocalAddress.Port) is not null)
        {
            return false;
        }

        if (Count == 1 && _all is null)
        {
            _all = new Dictionary<ushort, SimulatedChannel> { [_latest!.LocalAddress.Port] = _latest };
        }

        _all?.Add(channel.LocalAddress.Port, channel);
        _latest = channel;
        return true;
    }

    /// <summary>Removes the channel on a port, if there is one.</summary>
    public void Remove(ushort port)
    {
        _all?.Remove(port);
        if (_latest?.LocalAddress.Port == port)
        {
            _latest = null;
        }
    }
}
