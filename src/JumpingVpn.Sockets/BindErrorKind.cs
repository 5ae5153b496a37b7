namespace JumpingVpn.Sockets;

/// <summary>Why an address could not be bound.</summary>
public enum BindErrorKind
{
    /// <summary>Another socket holds the address and port.</summary>
    AddressInUse,

    /// <summary>The operating system refuses it to this user; as a rule a port below 1024.</summary>
    AccessDenied,

    /// <summary>The address belongs to no interface of this machine, or its family is switched off here.</summary>
    AddressNotAvailable,

    /// <summary>The process or the system has no more sockets to give.</summary>
    TooManySockets,

    /// <summary>Anything else; the message carries the operating system's own words.</summary>
    Other,
}
