namespace JumpingVpn.Protocol.Wire;

/// <summary>Writes messages as compact JSON into one reused buffer, each member that is there in the order of the schema.</summary>
internal sealed class MessageWriter
{
    private readonly CompactJson _json = new();

    /// <summary>Writes a message.</summary>
    /// <param name="message">Its members; only the payload may contain what has to be escaped.</param>
    /// <param name="mac">Its code, in the place of the message's own; empty for that one, if it has any.</param>
    /// <returns>The datagram, valid until the next call.</returns>
    public ReadOnlySpan<byte> Write(scoped in WireMessage message, scoped ReadOnlySpan<byte> mac = default)
    {
        MessageRow row = MessageSchema.Of(message.Type);
        _json.Begin(row.Begin);
        Members present = message.Present;
        foreach (MemberRow member in row.WrittenRows)
        {
            if ((present & member.Member) != 0)
            {
                WriteMember(member, message, row);
            }
        }

        if (!mac.IsEmpty)
        {
            _json.WritePlain(MemberSchema.Of(Members.Mac).Begin, mac);
        }

        return _json.End();
    }

    private void WriteMember(MemberRow member, scoped in WireMessage message, MessageRow row)
    {
        switch (member.Kind)
        {
            case MemberKind.Id:
                Span<byte> id = stackalloc byte[SessionId.TextLength];
                message.SessionId.WriteUtf8(id);
                _json.WritePlain(member.Begin, id);
                break;
            case MemberKind.Number:
                _json.WriteNumber(member.Begin, message.NumberOf(member.Member));
                break;
            case MemberKind.Payload:
                _json.WriteText(member.Begin, message.TextOf(member.Member));
                break;
            case MemberKind.Note:
                _json.WritePlain(member.Begin, row.NoteUtf8);
                break;
            default:
                _json.WritePlain(member.Begin, message.TextOf(member.Member));
                break;
        }
    }
}
