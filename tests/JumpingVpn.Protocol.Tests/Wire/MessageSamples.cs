using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

/// <summary>Messages made from the schema alone.</summary>
internal static class MessageSamples
{
    /// <summary>A message with a well-formed value of each member that its type may have.</summary>
    public static WireMessage Whole(MessageRow row)
    {
        var message = new WireMessage { Type = row.Type };
        foreach (MemberRow member in row.WrittenRows)
        {
            Set(ref message, member);
        }

        return message;
    }

    /// <summary>A message of a session as one side sends it, with what its type needs and a number, sealed where the session has
    /// keys.</summary>
    public static byte[] Of(MessageRow row, bool toServer, SessionId id, SessionKeys? keys)
    {
        bool isMarked = row.From switch
        {
            Sender.ServerWhereMarked => !toServer,
            Sender.ClientWhereMarked => toServer,
            _ => false,
        };
        WireMessage message = Whole(row);
        message.SessionId = id;
        message.Present &= row.Required | (row.Known & Members.Sequence);
        message.IsDown = isMarked;
        byte[] mac = new byte[MessageMac.TextLength];
        if (keys is not null && row.Rule == MacRule.Required)
        {
            new MessageMac().Write(keys, toServer ? MacDirection.ToServer : MacDirection.ToClient, id, message, mac);
            message.Mac = mac;
        }

        return new MessageWriter().Write(message).ToArray();
    }

    private static void Set(ref WireMessage message, MemberRow member)
    {
        switch (member.Form.Kind)
        {
            case MemberKind.Id:
                message.SessionId = new SessionId(0x0123_4567_89AB_CDEF);
                break;
            case MemberKind.Number:
                message.SetNumber(member.Member, 7);
                break;
            case MemberKind.Hex or MemberKind.LowerHex:
                message.SetText(member.Member, System.Text.Encoding.ASCII.GetBytes(new string('a', member.Form.Longest)));
                break;
            case MemberKind.Note:
                message.Present |= member.Member;
                break;
            default:
                message.SetText(member.Member, "text"u8);
                break;
        }
    }
}
