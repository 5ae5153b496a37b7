using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Writes the server's answers and holds every one of them to the anti-amplification limit: three times the bytes of the request
/// (RFC 9000 section 8.1). Optional members go first; an answer that is still too long is not sent.
/// </summary>
internal sealed class AnswerWriter(ServerCounters counters, TransmitQueue queue) : IDisposable
{
    private const int AmplificationFactor = 3;

    private readonly MessageWriter _writer = new();
    private TransportAddress _to;
    private int _limit;

    /// <summary>Says to whom, and to how many bytes, the next answers go.</summary>
    public void Begin(in TransportAddress to, int requestLength)
    {
        _to = to;
        _limit = requestLength * AmplificationFactor;
    }

    public void DataAck(SessionId id, long? sequence)
    {
        ReadOnlySpan<byte> datagram = _writer.DataAck(id, sequence);
        Send(datagram); // never longer than the DATA it answers
    }

    public void KeepaliveAck(SessionId id, long sequence)
    {
        ReadOnlySpan<byte> datagram = _writer.Keepalive(MessageType.KeepaliveAck, id, sequence);
        Send(datagram); // four bytes longer than the KEEPALIVE it answers
    }

    /// <summary>Tells a bound address that its session is over; the server speaks first, so the caller has validated the address.</summary>
    public void Terminate(in TransportAddress to, SessionId id, ReasonCode reason)
    {
        _to = to;
        ReadOnlySpan<byte> datagram = _writer.Terminate(id, reason);
        Send(datagram);
    }

    public void Ack(MessageType type, SessionId id, long stateVersion, ReadOnlySpan<byte> nonce)
    {
        for (AckDetail detail = AckDetail.Full; detail <= AckDetail.Bare; detail++)
        {
            ReadOnlySpan<byte> datagram = _writer.Ack(type, id, stateVersion, nonce, detail);
            if (datagram.Length <= _limit)
            {
                Send(datagram);
                return;
            }
        }

        counters.AmplificationSuppressed++;
    }

    public void Error(RefusalCode code, ReasonCode reason, long? stateVersion, ReadOnlySpan<byte> nonce)
    {
        for (AckDetail detail = AckDetail.WithoutNote; detail <= AckDetail.Bare; detail++)
        {
            ReadOnlySpan<byte> datagram = _writer.Error(code, reason, stateVersion, nonce, detail);
            if (datagram.Length <= _limit)
            {
                Send(datagram);
                return;
            }
        }

        counters.AmplificationSuppressed++;
    }

    public void Dispose() => _writer.Dispose();

    private void Send(ReadOnlySpan<byte> datagram)
    {
        if (!queue.TryEnqueue(datagram, _to))
        {
            counters.DatagramsDropped++;
        }
    }
}
