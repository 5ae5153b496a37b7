namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>The result of counting one more datagram in a source's report.</summary>
internal enum Counted
{
    /// <summary>It is counted, and the source gets no answer.</summary>
    Silently,

    /// <summary>It is counted, and it is the first of its window for which the source gets an answer.</summary>
    FirstToTell,

    /// <summary>It is not counted: too many sources have an open window.</summary>
    NoRoom,
}
