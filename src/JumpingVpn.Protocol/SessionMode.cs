namespace JumpingVpn.Protocol;

/// <summary>Where a session's secret comes from. Both sides are set to the same mode; neither falls back to another.</summary>
public enum SessionMode
{
    /// <summary>One secret for all sessions, by default the demonstration's, which everybody knows. No message is authenticated but the
    /// request to reattach. The prototype's peers speak this mode and no other.</summary>
    Demo,

    /// <summary>A secret for each session, from a key agreement and a key that both sides were given beforehand. Whoever does not hold
    /// that key gets no session and cannot stand in for either side.</summary>
    Psk,

    /// <summary>A secret for each session, from a key agreement alone. Whoever only listens, or only sends, learns and changes nothing;
    /// whoever sits on the path during the handshake can stand in for either side, because nothing says who the other one is.</summary>
    Ephemeral,
}
