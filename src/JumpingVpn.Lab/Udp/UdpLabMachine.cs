using JumpingVpn.Simulation;

namespace JumpingVpn.Lab.Udp;

/// <summary>What all interfaces of one host of the lab share: its life, its clock and its channels.</summary>
internal sealed class UdpLabMachine
{
    private readonly List<UdpLabChannel> _channels = [];

    public UdpLabMachine(string name, EventLoop loop)
    {
        Name = name;
        Life = new HostLife(loop, name, () => { });
    }

    public string Name { get; }

    public HostLife Life { get; }

    /// <summary>How many datagrams each channel keeps while the host is paused.</summary>
    public int ReceiveQueueLimit { get; set; } = 256;

    public void Add(UdpLabChannel channel) => _channels.Add(channel);

    /// <summary>Takes the host down. Its sockets stay bound until the restart, so that what arrives can be told from what nobody
    /// hears.</summary>
    public void Crash(bool keepsState)
    {
        Life.Crash(keepsState);
        if (!keepsState)
        {
            _channels.ForEach(channel => channel.Die());
        }
    }

    public void Restart(Action? boot)
    {
        _channels.ForEach(channel => channel.Bury());
        _channels.RemoveAll(channel => channel.IsDead);
        Life.Restart(boot);
    }
}
