using System.Text;
using System.Text.Json;

namespace JumpingVpn.Protocol.Wire;

/// <summary>One message type of the wire: all that there is to say about it.</summary>
internal sealed class MessageRow
{
    private readonly byte[] _name;
    private readonly byte[] _begin;

    public MessageRow(MessageType type)
    {
        Type = type;
        Name = CodeNames.UpperSnake(type.ToString());
        EncodedName = JsonEncodedText.Encode(Name);
        _name = Encoding.ASCII.GetBytes(Name);
        _begin = Encoding.ASCII.GetBytes($"{{\"type\":\"{Name}\"");
    }

    /// <summary>The type.</summary>
    public MessageType Type { get; }

    /// <summary>Its name on the wire, made from the name in the code.</summary>
    public string Name { get; }

    /// <inheritdoc cref="Name"/>
    public JsonEncodedText EncodedName { get; }

    /// <summary>Who may send it.</summary>
    public required Sender From { get; init; }

    /// <summary>How it is protected where sessions have keys of their own.</summary>
    public required MacRule Rule { get; init; }

    /// <summary>The members that it may have, in the order in which they are written. A <c>mac</c> is last, and a note before it.</summary>
    public Members[] Written
    {
        get;
        init
        {
            field = value;
            WrittenRows = Array.ConvertAll(value, MemberSchema.Of);
            Known = value.Aggregate(Members.None, (all, one) => all | one) & ~Members.Note;
        }
    } = [];

    /// <summary>Those without which it is malformed.</summary>
    public Members Required { get; init; }

    /// <summary>What is said to people in an answer that has room for it; null for nothing.</summary>
    public string? Note
    {
        get;
        init
        {
            field = value;
            NoteUtf8 = value is null ? [] : Encoding.ASCII.GetBytes(value);
        }
    }

    /// <summary>What an answer leaves out, one set after the other, where it would otherwise be too long (RFC 9000 section 8.1).</summary>
    public Members[] LeftOut { get; init; } = [];

    /// <summary>What comes back in the <c>ERROR</c> that refuses it; the session only where that is not known.</summary>
    public Members Echoed { get; init; }

    /// <summary>How its refusal is recorded.</summary>
    public RefusalRecord Recorded { get; init; }

    /// <summary>What answers it, for docs/wire-format.md.</summary>
    public string Answer { get; init; } = "–";

    /// <summary>All members that a reader takes notice of.</summary>
    public Members Known { get; private init; }

    /// <summary>The members that a MAC covers, where they are there, beside type, direction and session: all that mean anything.</summary>
    public Members Covered => Known & ~(Members.Mac | Members.SessionId);

    /// <inheritdoc cref="Written"/>
    public MemberRow[] WrittenRows { get; private init; } = [];

    /// <inheritdoc cref="Note"/>
    public byte[] NoteUtf8 { get; private init; } = [];

    /// <inheritdoc cref="Name"/>
    public ReadOnlySpan<byte> NameUtf8 => _name;

    /// <summary>How a message of this type begins.</summary>
    public ReadOnlySpan<byte> Begin => _begin;

    /// <summary>True for what only a server says, an <c>ERROR</c> included: a server that hears it is not meant.</summary>
    public bool IsServers(in WireMessage message) =>
        From switch
        {
            Sender.Server => true,
            Sender.ServerWhereMarked => message.Has(Members.Downlink),
            Sender.ClientWhereMarked => !message.Has(Members.Downlink),
            _ => false,
        };
}
