using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Refusals;

/// <summary>Says of each place that refuses the datagrams of an endpoint, once, that it does; of so many places at most.</summary>
/// <remarks>Thread rule: any thread.</remarks>
/// <param name="warn">Takes the sentence.</param>
internal sealed class RefusedPorts(Action<string> warn)
{
    private const int Most = 16;

    private readonly Lock _gate = new();
    private readonly HashSet<TransportAddress> _told = [];

    /// <summary>Somebody refused a datagram.</summary>
    /// <param name="destination">Where it went.</param>
    public void OnRefused(TransportAddress destination)
    {
        bool isNews;
        lock (_gate)
        {
            isNews = _told.Count < Most && _told.Add(destination);
        }

        if (isNews)
        {
            warn($"whoever is at {destination} says that nobody listens there; the endpoint is not told.");
        }
    }
}
