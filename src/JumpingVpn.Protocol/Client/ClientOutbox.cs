using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>Writes the client's messages and queues them for the one server.</summary>
internal sealed class ClientOutbox(ClientCounters counters, TransportAddress server, MessageSeal seal, bool withKeys)
{
    private const int Capacity = 256;

    private readonly MessageWriter _writer = new();
    private readonly TransmitQueue _queue = new(Capacity);

    /// <summary>Asks for a session; cookie, key and code are empty where they are not to be sent.</summary>
    public void HandshakeInit(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cookie, ReadOnlySpan<byte> key, ReadOnlySpan<byte> mac)
    {
        ReadOnlySpan<byte> datagram = _writer.HandshakeInit(nonce, cookie, key, mac);
        Send(datagram);
    }

    public void Data(SessionId id, long sequence, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> mac = seal.Keys is null
            ? default
            : seal.Of(
                new WireMessage
                {
                    Type = MessageType.Data,
                    Present = Members.Sequence | Members.Payload,
                    Sequence = sequence,
                    Payload = payload,
                }
            );
        ReadOnlySpan<byte> datagram = _writer.Data(id, sequence, payload, mac);
        Send(datagram);
    }

    /// <summary>Acknowledges a message of the server's.</summary>
    public void DownlinkAck(SessionId id, long sequence)
    {
        ReadOnlySpan<byte> mac = seal.Of(
            new WireMessage
            {
                Type = MessageType.DataAck,
                Present = Members.Sequence | Members.Downlink,
                Sequence = sequence,
                Direction = "down"u8,
            }
        );
        ReadOnlySpan<byte> datagram = _writer.DataAck(id, sequence, mac, down: true);
        Send(datagram);
    }

    public void ReattachRequest(SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> proof, long? stateVersion)
    {
        Members versioned = stateVersion is null ? Members.None : Members.StateVersion;
        ReadOnlySpan<byte> mac = seal.Of(
            new WireMessage
            {
                Type = MessageType.ReattachRequest,
                Present = Members.Nonce | Members.Proof | versioned,
                Nonce = nonce,
                Proof = proof,
                StateVersion = stateVersion ?? 0,
            }
        );
        ReadOnlySpan<byte> datagram = _writer.ReattachRequest(id, nonce, proof, stateVersion, mac);
        Send(datagram);
    }

    public void PathResponse(SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> proof)
    {
        ReadOnlySpan<byte> mac = seal.Of(
            new WireMessage
            {
                Type = MessageType.PathResponse,
                Present = Members.Nonce | Members.Challenge | Members.Proof,
                Nonce = nonce,
                Challenge = challenge,
                Proof = proof,
            }
        );
        ReadOnlySpan<byte> datagram = _writer.PathResponse(id, nonce, challenge, proof, mac);
        Send(datagram);
    }

    public void Keepalive(SessionId id, long sequence)
    {
        ReadOnlySpan<byte> datagram = _writer.Keepalive(MessageType.Keepalive, id, sequence, seal.Of(MessageType.Keepalive, sequence));
        Send(datagram);
    }

    public void Terminate(SessionId id, ReasonCode reason)
    {
        ReadOnlySpan<byte> datagram = _writer.Terminate(id, reason, seal.OfTerminate(reason));
        Send(datagram);
    }

    /// <summary>How long the DATA with this payload would be, whatever its sequence number.</summary>
    public int MeasureData(ReadOnlySpan<byte> payload)
    {
        Span<byte> mac = stackalloc byte[MessageMac.TextLength];
        return _writer.Data(default, long.MaxValue, payload, withKeys ? mac : default).Length;
    }

    /// <summary>Drops what waits: the transport it was meant for is gone.</summary>
    public void Clear() => _queue.Clear();

    public bool TryTake(Span<byte> buffer, out int length, out TransportAddress to) => _queue.TryDequeue(buffer, out length, out to);

    /// <inheritdoc cref="TransmitQueue.TryTake"/>
    public bool TryTake(out ReadOnlySpan<byte> datagram, out TransportAddress to) => _queue.TryTake(out datagram, out to);

    private void Send(ReadOnlySpan<byte> datagram)
    {
        if (!_queue.TryEnqueue(datagram, server))
        {
            counters.DatagramsDropped++;
        }
    }
}
