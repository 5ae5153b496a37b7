using JumpingVpn.Protocol.Delivery;

namespace JumpingVpn.Protocol.Tests.Delivery;

/// <summary>A route that keeps what it was given, and has room for as much as a test says.</summary>
internal sealed class RecordingRoute : IDeliveryRoute<string>
{
    public List<long> Sent { get; } = [];

    public List<long> GivenUp { get; } = [];

    public List<ReasonCode> Reasons { get; } = [];

    public int Room { get; set; } = int.MaxValue;

    /// <summary>The numbers sent since the last call.</summary>
    public long[] Take()
    {
        long[] taken = [.. Sent];
        Sent.Clear();
        return taken;
    }

    public int Measure(ReadOnlySpan<byte> payload) => 100 + payload.Length;

    public bool TrySend(string peer, in OutgoingMessage message, TimeSpan now)
    {
        if (Room == 0)
        {
            return false;
        }

        Room--;
        Sent.Add(message.Sequence);
        return true;
    }

    public void Abandoned(string peer, long sequence, ReasonCode reason)
    {
        GivenUp.Add(sequence);
        Reasons.Add(reason);
    }
}
