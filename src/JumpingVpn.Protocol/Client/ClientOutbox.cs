using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>Writes the client's messages and queues them for its server.</summary>
internal sealed class ClientOutbox(ClientCounters counters, TransportAddress server, MessageSeal seal, bool withKeys)
{
    private const int Capacity = 256;

    private readonly MessageWriter _writer = new();
    private readonly TransmitQueue _queue = new(Capacity);

    /// <summary>Writes a message, with a MAC where the session has keys.</summary>
    public void Send(scoped in WireMessage message) => Send(message, seal);

    /// <summary>The same for a message of another session.</summary>
    public void Send(scoped in WireMessage message, MessageSeal sealer)
    {
        if (!_queue.TryEnqueue(_writer.Write(message, sealer.Of(message)), server))
        {
            counters.DatagramsDropped++;
        }
    }

    /// <summary>The greatest length in bytes of a DATA with this payload, for any sequence number.</summary>
    public int MeasureData(ReadOnlySpan<byte> payload)
    {
        Span<byte> mac = stackalloc byte[MessageMac.TextLength];
        var data = new WireMessage
        {
            Type = MessageType.Data,
            SessionId = default,
            Sequence = long.MaxValue,
            Payload = payload,
        };
        return _writer.Write(data, withKeys ? mac : default).Length;
    }

    /// <summary>Drops the queue: the transport it was meant for is gone.</summary>
    public void Clear() => _queue.Clear();

    public bool TryTake(Span<byte> buffer, out int length, out TransportAddress to) => _queue.TryDequeue(buffer, out length, out to);

    /// <inheritdoc cref="TransmitQueue.TryTake"/>
    public bool TryTake(out ReadOnlySpan<byte> datagram, out TransportAddress to) => _queue.TryTake(out datagram, out to);
}
