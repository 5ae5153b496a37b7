using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>Writes the client's messages and queues them for the one server.</summary>
internal sealed class ClientOutbox(ClientCounters counters, TransportAddress server) : IDisposable
{
    private const int Capacity = 256;

    private readonly MessageWriter _writer = new();
    private readonly TransmitQueue _queue = new(Capacity);

    public void HandshakeInit(ReadOnlySpan<byte> nonce)
    {
        ReadOnlySpan<byte> datagram = _writer.HandshakeInit(nonce);
        Send(datagram);
    }

    public void Data(SessionId id, long sequence, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> datagram = _writer.Data(id, sequence, payload);
        Send(datagram);
    }

    public void ReattachRequest(SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> proof, long? stateVersion)
    {
        ReadOnlySpan<byte> datagram = _writer.ReattachRequest(id, nonce, proof, stateVersion);
        Send(datagram);
    }

    public void Keepalive(SessionId id, long sequence)
    {
        ReadOnlySpan<byte> datagram = _writer.Keepalive(MessageType.Keepalive, id, sequence);
        Send(datagram);
    }

    public void Terminate(SessionId id, ReasonCode reason)
    {
        ReadOnlySpan<byte> datagram = _writer.Terminate(id, reason);
        Send(datagram);
    }

    /// <summary>How long the DATA with this payload would be, whatever its sequence number.</summary>
    public int MeasureData(ReadOnlySpan<byte> payload) => _writer.Data(default, long.MaxValue, payload).Length;

    /// <summary>Drops what waits: the transport it was meant for is gone.</summary>
    public void Clear() => _queue.Clear();

    public bool TryTake(Span<byte> buffer, out int length, out TransportAddress to) => _queue.TryDequeue(buffer, out length, out to);

    /// <inheritdoc cref="TransmitQueue.TryTake"/>
    public bool TryTake(out ReadOnlySpan<byte> datagram, out TransportAddress to) => _queue.TryTake(out datagram, out to);

    public void Dispose() => _writer.Dispose();

    private void Send(ReadOnlySpan<byte> datagram)
    {
        if (!_queue.TryEnqueue(datagram, server))
        {
            counters.DatagramsDropped++;
        }
    }
}
