using System.Text.Json;
using System.Text.Unicode;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Reads one datagram into a <see cref="WireMessage"/>: strict about JSON (RFC 8259), the members it knows and their doubles,
/// indifferent to members it does not know, which those of sessions with keys are to it unless it is told. It never throws, whatever
/// the bytes.
/// </summary>
internal sealed class MessageReader(int maximumDatagramSize, bool withKeys = false)
{
    private const int NonceMinimum = 16;
    private const int NonceMaximum = 64;
    private const int ProofLength = 64;
    private const int ChallengeLength = 16;
    private const int LongestName = 6 * 13; // "state_version", every character escaped

    private readonly Members _unknown = withKeys ? Members.None : Members.OfKeys;
    private byte[]? _scratch;
    private byte[]? _name;
    private int _scratchUsed;

    /// <summary>Reads the datagram. The message is meaningful for <see cref="ReadOutcome.Message"/>; its type also for
    /// <see cref="ReadOutcome.Malformed"/>, and whatever was acceptable of its session id and nonce.</summary>
    public ReadOutcome Read(ReadOnlySpan<byte> datagram, out WireMessage message)
    {
        message = default;
        _scratchUsed = 0;
        ReadOnlySpan<byte> text = datagram.Trim(" \t\r\n"u8);
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}')
        {
            return ReadOutcome.NotAMessage; // the common garbage, told without an exception
        }

        try
        {
            return ReadObject(text, datagram.Length > maximumDatagramSize, ref message);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return ReadOutcome.NotAMessage; // a JSON error, or a type that is not Unicode
        }
    }

    private ReadOutcome ReadObject(ReadOnlySpan<byte> text, bool tooLarge, ref WireMessage message)
    {
        var reader = new Utf8JsonReader(text);
        reader.Read();
        bool typeIsText = false;
        bool typeDoubled = false;
        bool typeSeen = false;
        Members bad = Members.None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = ReadName(ref reader, text);
            if (name.SequenceEqual("type"u8))
            {
                typeDoubled = typeSeen;
                reader.Read();
                if (!typeSeen)
                {
                    typeIsText = reader.TokenType == JsonTokenType.String;
                    message.Type = typeIsText ? TypeNames.Find(ref reader) : MessageType.Unknown;
                }

                typeSeen = true;
            }
            else
            {
                Members member = tooLarge ? Members.None : Identify(name) & ~_unknown;
                reader.Read();
                bad |= member & message.Present;
                message.Present |= member;
                if (member != Members.None && !ReadMember(ref reader, text, member, ref message))
                {
                    bad |= member;
                }
            }

            reader.Skip();
        }

        reader.Read(); // throws where something follows the object
        return Judge(typeIsText, typeDoubled, tooLarge, Utf8.IsValid(text), bad, message.Type, message.Present);
    }

    private static ReadOutcome Judge(
        bool typeIsText, bool typeDoubled, bool tooLarge, bool isUtf8, Members bad, MessageType type, Members present)
    {
        if (!typeIsText || (type == MessageType.Unknown && !isUtf8))
        {
            return ReadOutcome.NotAMessage;
        }

        if (tooLarge)
        {
            return ReadOutcome.TooLarge;
        }

        if (type == MessageType.Unknown)
        {
            return ReadOutcome.UnknownType;
        }

        (Members required, Members optional) = TypeNames.MembersOf(type);
        bool acceptable = isUtf8 && !typeDoubled && (bad & (required | optional)) == 0 && (present & required) == required;
        return acceptable ? ReadOutcome.Message : ReadOutcome.Malformed;
    }

    /// <summary>Reads a member's name; one that is too long to be known, or is not Unicode, is as good as any unknown one.</summary>
    private ReadOnlySpan<byte> ReadName(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        int length = reader.ValueSpan.Length;
        if (length > LongestName)
        {
            return default;
        }

        if (!reader.ValueIsEscaped)
        {
            return json.Slice((int)reader.TokenStartIndex + 1, length);
        }

        _name ??= new byte[LongestName];

        try
        {
            return _name.AsSpan(0, reader.CopyString(_name));
        }
        catch (InvalidOperationException)
        {
            return default; // a lone surrogate
        }
    }

    private static Members Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("seq"u8) => Members.Sequence,
        3 when name.SequenceEqual("mac"u8) => Members.Mac,
        3 when name.SequenceEqual("key"u8) => Members.Key,
        4 when name.SequenceEqual("code"u8) => Members.Code,
        5 when name.SequenceEqual("nonce"u8) => Members.Nonce,
        5 when name.SequenceEqual("proof"u8) => Members.Proof,
        6 when name.SequenceEqual("cookie"u8) => Members.Cookie,
        6 when name.SequenceEqual("reason"u8) => Members.Reason,
        7 when name.SequenceEqual("payload"u8) => Members.Payload,
        9 when name.SequenceEqual("challenge"u8) => Members.Challenge,
        9 when name.SequenceEqual("direction"u8) => Members.Downlink,
        10 when name.SequenceEqual("session_id"u8) => Members.SessionId,
        12 when name.SequenceEqual("server_nonce"u8) => Members.ServerNonce,
        13 when name.SequenceEqual("state_version"u8) => Members.StateVersion,
        _ => Members.None,
    };

    private bool ReadMember(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json, Members member, ref WireMessage message)
    {
        switch (member)
        {
            case Members.Sequence:
                return TryNumber(ref reader, minimum: 1, out message.Sequence);
            case Members.StateVersion:
                return TryNumber(ref reader, minimum: 0, out message.StateVersion);
        }

        if (!TryText(ref reader, json, out ReadOnlySpan<byte> text))
        {
            return false;
        }

        switch (member)
        {
            case Members.SessionId:
                return SessionId.TryParse(text, out message.SessionId);
            case Members.Payload:
                message.Payload = text;
                return true;
            case Members.Nonce:
                message.Nonce = IsNonce(text) ? text : default;
                return IsNonce(text);
            case Members.ServerNonce:
                message.ServerNonce = IsNonce(text) ? text : default;
                return IsNonce(text);
            case Members.Key:
                message.Key = text;
                return KeyExchange.IsPublicKeyText(text);
            case Members.Mac:
                message.Mac = text; // one of any other form is merely wrong
                return true;
            case Members.Cookie:
                message.Cookie = text;
                return IsNonce(text); // of the same form, but the server's alone to understand
            case Members.Challenge:
                message.Challenge = text;
                return text.Length == ChallengeLength && Hex.IsLower(text);
            case Members.Downlink:
                message.Direction = text;
                return text.SequenceEqual("down"u8);
            case Members.Proof:
                message.Proof = text;
                return text.Length == ProofLength && Hex.IsLower(text);
            case Members.Code:
                // A code that only a later version knows is still a refusal.
                message.CodeText = text;
                message.Code = CodeNames.TryParse(text, out RefusalCode code) ? code : RefusalCode.None;
                return true;
            default:
                message.ReasonText = text;
                message.Reason = CodeNames.TryParse(text, out ReasonCode reason) ? reason : ReasonCode.None;
                return true;
        }
    }

    private static bool IsNonce(ReadOnlySpan<byte> text) => text.Length is >= NonceMinimum and <= NonceMaximum && Hex.IsHex(text);

    private static bool TryNumber(ref Utf8JsonReader reader, long minimum, out long number)
    {
        number = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out number) && number >= minimum;
    }

    private bool TryText(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (reader.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (!reader.ValueIsEscaped)
        {
            text = json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            return true;
        }

        try
        {
            // What is unescaped is never longer than what was escaped, so the scratch memory of one datagram suffices; it is made
            // when something is escaped at all.
            _scratch ??= new byte[maximumDatagramSize];
            int length = reader.CopyString(_scratch.AsSpan(_scratchUsed));
            text = _scratch.AsSpan(_scratchUsed, length);
            _scratchUsed += length;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // a lone surrogate, or bytes that are not UTF-8
        }
    }
}
