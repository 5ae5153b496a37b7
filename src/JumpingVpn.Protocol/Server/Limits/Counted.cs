namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>What became of one more that a source's report was to count.</summary>
internal enum Counted
{
    /// <summary>It is counted, and the source is not told.</summary>
    Silently,

    /// <summary>It is counted, and the first of its window that the source is told of.</summary>
    FirstToTell,

    /// <summary>Too many sources are counted already.</summary>
    NoRoom,
}
