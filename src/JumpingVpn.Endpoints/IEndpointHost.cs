using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints;

/// <summary>What a guest may ask of its host, during a call of the host and at no other time.</summary>
/// <remarks>None of these throws, so that no exception has to cross a guest's own frames: what breaks the contract is noted, and the
/// endpoint fails when the call returns.</remarks>
public interface IEndpointHost
{
    /// <summary>Sends a datagram.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="from">From which of its own addresses: an index into those it was started with.</param>
    /// <param name="datagram">The payload; copied before the call returns.</param>
    /// <returns>What became of it at this end; <see cref="SendResult.Closed"/> also where the guest must not send.</returns>
    SendResult Send(in TransportAddress to, int from, ReadOnlySpan<byte> datagram);

    /// <summary>Asks for a call of <see cref="IEndpoint.Timer"/>. The latest wish counts, and replaces the one before.</summary>
    /// <param name="at">When, in nanoseconds, not before now; <see cref="EndpointContract.Never"/> takes a wish back.</param>
    void Wake(long at);

    /// <summary>Tells what happened in the guest: a line of text, or of JSON.</summary>
    /// <param name="utf8">UTF-8; what is none is shown as U+FFFD.</param>
    void Say(ReadOnlySpan<byte> utf8);

    /// <summary>Fills a buffer from the guest's own seeded random stream.</summary>
    void FillRandom(Span<byte> bytes);

    /// <summary>Notes that the guest has broken the contract; it fails when the present call returns. The first note counts.</summary>
    /// <param name="sentence">What it did, as the rest of a sentence that begins with its name.</param>
    void Accuse(string sentence);
}
