using System.Text.Json;
using System.Text.Unicode;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Reads one datagram into a <see cref="WireMessage"/>: strict about JSON (RFC 8259), the members it knows and their doubles,
/// indifferent to members it does not know. It never throws, whatever the bytes.
/// </summary>
internal sealed class MessageReader(int maximumDatagramSize)
{
    private const int NonceMinimum = 16;
    private const int NonceMaximum = 64;
    private const int ProofLength = 64;

    private readonly byte[] _scratch = new byte[maximumDatagramSize];
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
            return ReadObject(text, datagram.Length > _scratch.Length, ref message);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return ReadOutcome.NotAMessage; // a JSON error, or a member name that is not Unicode
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
            if (reader.ValueTextEquals("type"u8))
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
                Members member = tooLarge ? Members.None : Identify(ref reader);
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

    private static Members Identify(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("session_id"u8))
        {
            return Members.SessionId;
        }

        if (reader.ValueTextEquals("payload"u8))
        {
            return Members.Payload;
        }

        if (reader.ValueTextEquals("seq"u8))
        {
            return Members.Sequence;
        }

        if (reader.ValueTextEquals("nonce"u8))
        {
            return Members.Nonce;
        }

        if (reader.ValueTextEquals("proof"u8))
        {
            return Members.Proof;
        }

        if (reader.ValueTextEquals("state_version"u8))
        {
            return Members.StateVersion;
        }

        if (reader.ValueTextEquals("code"u8))
        {
            return Members.Code;
        }

        return reader.ValueTextEquals("reason"u8) ? Members.Reason : Members.None;
    }

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
                bool isNonce = text.Length is >= NonceMinimum and <= NonceMaximum && Hex.IsHex(text);
                message.Nonce = isNonce ? text : default;
                return isNonce;
            case Members.Proof:
                message.Proof = text;
                return text.Length == ProofLength && Hex.IsLower(text);
            case Members.Code:
                message.Code = CodeNames.TryParse(text, out RefusalCode code) ? code : RefusalCode.None; // a code of a later version is still a refusal
                return true;
            default:
                message.Reason = CodeNames.TryParse(text, out ReasonCode reason) ? reason : ReasonCode.None;
                return true;
        }
    }

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
            // What is unescaped is never longer than what was escaped, so the scratch memory of one datagram suffices.
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
