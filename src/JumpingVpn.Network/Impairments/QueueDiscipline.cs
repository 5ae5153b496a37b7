namespace JumpingVpn.Network.Impairments;

/// <summary>Which datagram a link's queue gives up.</summary>
public enum QueueDiscipline
{
    /// <summary>The newcomer, where the queue is full.</summary>
    DropTail,

    /// <summary>The oldest one that is not at its turn yet, where the queue is full.</summary>
    DropHead,

    /// <summary>
    /// Those at the head that have waited longer than <see cref="RateLimit.CoDelTarget"/> for <see cref="RateLimit.CoDelInterval"/>,
    /// ever more often until the wait is short again (RFC 8289); and the newcomer where the queue is full all the same.
    /// </summary>
    CoDel,
}
