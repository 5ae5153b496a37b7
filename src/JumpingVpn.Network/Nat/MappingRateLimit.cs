using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>Limits the new mappings of each inside host within any second (RFC 6888 REQ-5).</summary>
internal sealed class MappingRateLimit(int perSecond)
{
    private readonly Dictionary<TransportAddress, Queue<TimeSpan>> _made = [];

    /// <summary>True if the host may have one more now.</summary>
    public bool Allows(in TransportAddress inside, TimeSpan now) =>
        !_made.TryGetValue(inside.WithPort(0), out Queue<TimeSpan>? times)
        || times.Count < perSecond
        || now - times.Peek() >= TimeSpan.FromSeconds(1);

    /// <summary>Notes that the host was given one.</summary>
    public void Count(in TransportAddress inside, TimeSpan now)
    {
        TransportAddress host = inside.WithPort(0);
        if (!_made.TryGetValue(host, out Queue<TimeSpan>? times))
        {
            _made.Add(host, times = new Queue<TimeSpan>());
        }

        if (times.Count == perSecond)
        {
            times.Dequeue();
        }

        times.Enqueue(now);
    }

    /// <summary>Forgets everything, as a reboot does.</summary>
    public void Reset() => _made.Clear();
}
