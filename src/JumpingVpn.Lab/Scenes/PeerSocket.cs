using System.Text;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab.Scenes;

/// <summary>One socket of a peer: what it has heard, and from which address each other socket last seemed to send.</summary>
internal sealed class PeerSocket : IDatagramReceiver
{
    private readonly Dictionary<string, TransportAddress> _seen = [];
    private readonly List<int> _heard = [];

    private readonly ILab _lab;
    private readonly PeerTraffic _traffic;

    public PeerSocket(ILab lab, string name, string host, bool isPublic, IDatagramChannel channel, PeerTraffic traffic)
    {
        _lab = lab;
        _traffic = traffic;
        Name = name;
        Host = host;
        IsPublic = isPublic;
        Channel = channel;
        channel.Start(this);
    }

    /// <summary>The host's name, with a number from the second socket on: <c>phone</c>, <c>phone:2</c>.</summary>
    public string Name { get; }

    public string Host { get; }

    public bool IsPublic { get; }

    public IDatagramChannel Channel { get; }

    public bool HasHeard(int probe) => _heard.Contains(probe);

    public bool TrySee(string sender, out TransportAddress address) => _seen.TryGetValue(sender, out address);

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        TransportAddress seen = _lab.AddressSeen(Host, source);
        if (_traffic.SenderOf(datagram, seen) is { } planned)
        {
            _seen[planned] = seen;
            return;
        }

        (string sender, int number) = Read(datagram);
        _seen[sender] = seen;
        _heard.Add(number);
    }

    public static byte[] Write(string sender, int number) => Encoding.UTF8.GetBytes(FormattableString.Invariant($"{sender}#{number}"));

    private static (string Sender, int Number) Read(ReadOnlySpan<byte> datagram)
    {
        // A gateway may answer a probe; such a datagram bears no number and counts as none.
        string text = Encoding.UTF8.GetString(datagram);
        int mark = text.LastIndexOf('#');
        return mark >= 0 && int.TryParse(text.AsSpan(mark + 1), out int number) ? (text[..mark], number) : ("", 0);
    }
}
