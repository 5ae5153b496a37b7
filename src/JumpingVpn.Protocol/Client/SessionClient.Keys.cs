using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <content>The keys of the client's session: when they begin to count, and when they are gone.</content>
public sealed partial class SessionClient
{
    /// <summary>The session's keys, for a look at whether they were wiped.</summary>
    internal SessionKeys? Keys => _secrets.Keys;

    private bool IsTrusted(in WireMessage message)
    {
        bool trusted = _trust.Admits(message, out bool forged);
        if (forged)
        {
            Counters.Forged++;
            Emit(SessionEvent.SecurityEvent(SessionId, Server, ReasonCode.BadMac));
        }

        return trusted;
    }

    private void AdoptKeys(SessionId id, SessionKeys? keys)
    {
        _secrets.Keys = keys;
        _seal.Use(id, keys);
        _trust.Use(id, keys);
        _handshake.Dispose();
    }

    private void ForgetSecrets()
    {
        _seal.Clear();
        _trust.End();
        _handshake.Dispose();
        _secrets.Dispose();
    }
}
