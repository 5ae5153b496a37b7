using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Fuzzing;

/// <summary>Digests what a core did: the kinds of its events and the shape of its answers, but no ids and no numbers.</summary>
internal struct Behaviour
{
    private const ulong Prime = 0x0000_0100_0000_01B3UL;

    private ulong _digest;

    public readonly ulong Digest => _digest;

    public void Add(ISessionEvent e)
    {
        (RefusalCode code, ReasonCode reason, TransitionReason cause) = e switch
        {
            DataRejected it => (it.Code, it.Reason, default),
            MessageRejected it => (it.Code, it.Reason, default),
            ReattachRejected it => (it.Code, it.Reason, default),
            UnknownMessage it => (it.Code, it.Reason, default),
            ReattachResult it => (it.Code, it.Reason, default),
            TransportSwitch it => (default, it.Reason, default),
            DataFailed it => (default, it.Reason, default),
            SecurityEvent it => (default, it.Violation, default),
            PolicyEvent it => (default, it.Reason, default),
            StateChange it => (it.Code, default, it.Cause),
            SessionExpired it => (default, it.Reason, it.Cause),
            SessionTerminated it => (it.Code, it.Reason, it.Cause),
            _ => default((RefusalCode, ReasonCode, TransitionReason)),
        };
        Mix(((ulong)e.Kind << 48) ^ ((ulong)code << 32) ^ ((ulong)reason << 16) ^ (ulong)cause);
    }

    public void Add(ReadOnlySpan<byte> answer)
    {
        foreach (byte octet in answer)
        {
            if (!char.IsAsciiHexDigit((char)octet)) // ids, nonces and numbers; what is left of the names still tells them apart
            {
                Mix(octet);
            }
        }
    }

    /// <summary>The order of magnitude of a size.</summary>
    public void AddSize(int size) => Mix((ulong)(64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size)));

    private void Mix(ulong value) => _digest = (_digest ^ value ^ 0xCBF2_9CE4_8422_2325UL) * Prime;
}
