namespace JumpingVpn.Endpoints;

/// <summary>The calls of a host to a guest.</summary>
internal enum EndpointCall
{
    /// <summary>None is running.</summary>
    None,

    /// <summary>Its program is loaded, which may run code of it.</summary>
    Load,

    /// <summary>The guest is made.</summary>
    Create,

    /// <summary>It is told its addresses.</summary>
    Start,

    /// <summary>It is given a datagram.</summary>
    Datagram,

    /// <summary>It is woken.</summary>
    Timer,

    /// <summary>It is told a line of text.</summary>
    Command,

    /// <summary>It is no longer needed.</summary>
    Destroy,
}
