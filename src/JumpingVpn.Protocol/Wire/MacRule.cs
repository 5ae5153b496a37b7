namespace JumpingVpn.Protocol.Wire;

/// <summary>How messages of a type are protected where sessions have keys of their own.</summary>
internal enum MacRule
{
    /// <summary>Not a message of this version: it is refused, whatever it carries.</summary>
    Refused,

    /// <summary>It comes before there are keys: its own construction protects it.</summary>
    Handshake,

    /// <summary>It must carry a valid code of its session and direction.</summary>
    Required,

    /// <summary>It carries a code where the message it answers did; without one it may come from anybody, and is at most a hint.</summary>
    WhereAsked,
}
