using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Keys;

/// <summary>The rule of each type, and which of its members the code covers: all that mean anything.</summary>
internal static class MacRules
{
    public static MacRule Of(MessageType type) =>
        type switch
        {
            MessageType.Unknown => MacRule.Refused,
            MessageType.HandshakeInit or MessageType.HandshakeAck or MessageType.HandshakeRetry => MacRule.Handshake,
            MessageType.Data or MessageType.DataAck => MacRule.Required,
            MessageType.ReattachRequest or MessageType.ReattachAck => MacRule.Required,
            MessageType.Keepalive or MessageType.KeepaliveAck => MacRule.Required,
            MessageType.PathChallenge or MessageType.PathResponse => MacRule.Required,
            MessageType.Terminate => MacRule.Required,
            MessageType.Error => MacRule.WhereAsked,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "This type has no rule yet for how it is authenticated."),
        };

    /// <summary>The members that the code of a message covers, beside its type, its direction and its session.</summary>
    public static Members Covered(in WireMessage message)
    {
        (Members required, Members optional) = TypeNames.MembersOf(message.Type);
        return (required | optional) & message.Present & ~(Members.Mac | Members.SessionId);
    }
}
