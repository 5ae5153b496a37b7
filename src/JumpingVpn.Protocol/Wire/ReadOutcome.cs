namespace JumpingVpn.Protocol.Wire;

/// <summary>What a datagram turned out to be.</summary>
internal enum ReadOutcome
{
    /// <summary>Not a JSON object with a string <c>type</c>: to be ignored in silence.</summary>
    NotAMessage,

    /// <summary>A message, but longer than this side takes.</summary>
    TooLarge,

    /// <summary>A message of a type that this version does not know.</summary>
    UnknownType,

    /// <summary>A known type with a member missing, doubled or unacceptable.</summary>
    Malformed,

    /// <summary>A message whose members are all as they should be.</summary>
    Message,
}
