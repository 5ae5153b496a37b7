namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// The message types of the wire, one row each. Reading, writing, MACs, what a refusal echoes and how it is recorded, the table of
/// docs/wire-format.md and the attack matrix take them from here; only what is done with a message stands elsewhere.
/// </summary>
internal static class MessageSchema
{
    private static readonly MessageRow[] ByType = Index(
        new(MessageType.Unknown)
        {
            From = Sender.Nobody,
            Rule = MacRule.Refused, // and an ERROR that refuses it echoes nothing
        },
        new(MessageType.HandshakeInit)
        {
            From = Sender.Client,
            Rule = MacRule.Handshake,
            Written = [Members.Nonce, Members.Cookie, Members.Key, Members.Client, Members.Mac],
            Echoed = Members.Nonce,
            Answer = "`HANDSHAKE_ACK`, `HANDSHAKE_RETRY` or `ERROR`",
        },
        new(MessageType.HandshakeAck)
        {
            From = Sender.Server,
            Rule = MacRule.Handshake,
            Written = [Members.SessionId, Members.StateVersion, Members.Nonce, Members.Key, Members.ServerNonce, Members.Note, Members.Mac],
            Required = Members.SessionId,
            Note = "session established",
            LeftOut = [Members.Note, Members.Nonce, Members.StateVersion],
        },
        new(MessageType.Data)
        {
            From = Sender.ServerWhereMarked,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.Downlink, Members.Sequence, Members.Payload, Members.Mac],
            Required = Members.SessionId | Members.Payload,
            Echoed = Members.Sequence,
            Recorded = RefusalRecord.DataRejected,
            Answer = "`DATA_ACK` or `ERROR`",
        },
        new(MessageType.DataAck)
        {
            From = Sender.ClientWhereMarked,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.Downlink, Members.Sequence, Members.Mac],
            Required = Members.SessionId,
            Echoed = Members.Sequence | Members.Downlink,
            Recorded = RefusalRecord.MessageRejected,
            Answer = "`ERROR` if it is refused",
        },
        new(MessageType.ReattachRequest)
        {
            From = Sender.Client,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.Nonce, Members.Proof, Members.StateVersion, Members.Mac],
            Required = Members.SessionId | Members.Nonce | Members.Proof,
            Echoed = Members.Nonce | Members.SessionId,
            Recorded = RefusalRecord.ReattachRejected,
            Answer = "`REATTACH_ACK`, `PATH_CHALLENGE` or `ERROR`",
        },
        new(MessageType.ReattachAck)
        {
            From = Sender.Server,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.StateVersion, Members.Nonce, Members.Note, Members.Mac],
            Required = Members.SessionId,
            Note = "transport reattached",
            LeftOut = [Members.Note, Members.Nonce, Members.StateVersion],
        },
        new(MessageType.Error)
        {
            From = Sender.Server,
            Rule = MacRule.WhereAsked,
            Written =
            [
                Members.Code,
                Members.Reason,
                Members.StateVersion,
                Members.SessionId,
                Members.Downlink,
                Members.Sequence,
                Members.Nonce,
                Members.Mac,
            ],
            Required = Members.Code,
            LeftOut = [Members.Downlink | Members.Sequence | Members.Nonce, Members.Reason | Members.StateVersion],
        },
        new(MessageType.Keepalive)
        {
            From = Sender.Client,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.Sequence, Members.Mac],
            Required = Members.SessionId | Members.Sequence,
            Echoed = Members.Sequence,
            Recorded = RefusalRecord.MessageRejected,
            Answer = "`KEEPALIVE_ACK` or `ERROR`",
        },
        new(MessageType.KeepaliveAck)
        {
            From = Sender.Server,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.Sequence, Members.Mac],
            Required = Members.SessionId | Members.Sequence,
        },
        new(MessageType.Terminate)
        {
            From = Sender.Either,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.Reason, Members.Mac],
            Required = Members.SessionId,
            Recorded = RefusalRecord.MessageRejected,
            Answer = "none where accepted, else `ERROR`",
        },
        new(MessageType.HandshakeRetry)
        {
            From = Sender.Server,
            Rule = MacRule.Handshake,
            Written = [Members.Cookie, Members.Nonce, Members.Mac],
            Required = Members.Cookie,
            Answer = "`HANDSHAKE_INIT` with the `cookie`",
        },
        new(MessageType.PathChallenge)
        {
            From = Sender.Server,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.Nonce, Members.Challenge, Members.Mac],
            Required = Members.SessionId | Members.Nonce | Members.Challenge,
            Answer = "`PATH_RESPONSE`",
        },
        new(MessageType.PathResponse)
        {
            From = Sender.Client,
            Rule = MacRule.Required,
            Written = [Members.SessionId, Members.Nonce, Members.Challenge, Members.Proof, Members.Mac],
            Required = Members.SessionId | Members.Nonce | Members.Challenge | Members.Proof,
            Echoed = Members.Nonce | Members.SessionId,
            Recorded = RefusalRecord.ReattachRejected,
            Answer = "`REATTACH_ACK`, `ERROR` or none",
        }
    );

    private static readonly NameIndex<MessageType> ByName = new([.. ByType.Skip(1).Select(row => (row.Name, row.Type))]);

    /// <summary>The length of the longest name of a type.</summary>
    public static readonly int LongestName = ByType.Max(row => row.Name.Length);

    /// <summary>The rows of all types but the unknown one, in the order of <see cref="MessageType"/>.</summary>
    public static ReadOnlySpan<MessageRow> Rows => ByType.AsSpan(1);

    /// <summary>The row of a type.</summary>
    public static MessageRow Of(MessageType type) => ByType[(int)type];

    /// <summary>The type of this name; unknown where there is none.</summary>
    public static MessageType Find(ReadOnlySpan<byte> name) => ByName.Find(name);

    private static MessageRow[] Index(params ReadOnlySpan<MessageRow> rows)
    {
        var byType = new MessageRow[Enum.GetValues<MessageType>().Length];
        foreach (MessageRow row in rows)
        {
            byType[(int)row.Type] = row;
        }

        int missing = Array.IndexOf(byType, null);
        return missing < 0
            ? byType
            : throw new InvalidOperationException($"The message type {(MessageType)missing} has no row in the schema of the wire.");
    }
}
