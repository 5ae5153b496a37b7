using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints;

/// <summary>
/// A stranger's protocol core behind four calls: time and what happened go in; datagrams, the next deadline and what it has to say come out
/// through the <see cref="IEndpointHost"/> that it was created with.
/// </summary>
/// <remarks>
/// <para>All times are nanoseconds since the world began, whole ticks of 100 ns, and never go back.</para>
/// <para>Each call returns before the next one begins. A guest that breaks the contract throws an <see cref="EndpointException"/> out of
/// the call; it is called no more, except to be disposed of.</para>
/// <para>Disposal releases what the host has of it, also where it has failed and there was no last call.</para>
/// <para>Thread rule: one call at a time, from any thread.</para>
/// </remarks>
public interface IEndpoint : IDisposable
{
    /// <summary>Called once, before every other call.</summary>
    /// <param name="now">The time.</param>
    /// <param name="own">Its addresses, at least one; their order stays. Valid during the call.</param>
    void Start(long now, ReadOnlySpan<TransportAddress> own);

    /// <summary>A datagram has arrived.</summary>
    /// <param name="now">The time.</param>
    /// <param name="from">Where it came from, as this end of the network sees it.</param>
    /// <param name="to">Which of its own addresses it came to.</param>
    /// <param name="datagram">The payload; valid during the call.</param>
    void Datagram(long now, in TransportAddress from, in TransportAddress to, ReadOnlySpan<byte> datagram);

    /// <summary>The time has come that it asked to be woken at. That wish is used up.</summary>
    /// <param name="now">The time, that of the wish or later.</param>
    void Timer(long now);

    /// <summary>A line of text from a feature or an operator.</summary>
    /// <param name="now">The time.</param>
    /// <param name="line">The text, without an end of line.</param>
    void Command(long now, string line);

    /// <summary>The last call: the guest gives back what it has. It asks nothing of its host in it.</summary>
    /// <param name="now">The time.</param>
    void Destroy(long now);
}
