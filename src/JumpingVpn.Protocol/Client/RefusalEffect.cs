namespace JumpingVpn.Protocol.Client;

/// <summary>What an <c>ERROR</c> did to the client.</summary>
internal enum RefusalEffect
{
    /// <summary>Nothing: it answers no request of the client, or cannot be believed.</summary>
    Ignored,

    /// <summary>It was taken into account.</summary>
    Taken,

    /// <summary>It ends the session.</summary>
    EndsSession,
}
