using System.Buffers.Text;
using System.Numerics;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Reads one datagram into a <see cref="WireMessage"/>: strict about JSON (RFC 8259), the members that its type understands and their
/// doubles,
/// indifferent to all other members, those of sessions with keys included unless it is told. It never throws, whatever the bytes, and
/// takes hardly longer for any of them than for a plain message of that length (ADR 11).
/// </summary>
internal sealed class MessageReader(int maximumDatagramSize, bool withKeys = false)
{
    private const int NonceMinimum = 16;
    private const int NonceMaximum = 64;
    private const int ProofLength = 64;
    private const int ChallengeLength = 16;
    private const int LongestName = 16 + (5 * JsonScanner.FewEscapes); // "REATTACH_REQUEST", with as many escapes as are undone
    private const int BeginningLength = 64; // of a datagram that is too long

    private readonly Members _unknown = withKeys ? Members.None : Members.OfKeys;
    private readonly JsonToken[] _found = new JsonToken[BitOperations.PopCount((uint)Members.All)];
    private byte[]? _scratch;
    private byte[]? _name;
    private int _scratchUsed;

    /// <summary>How many pieces the latest datagram was taken apart into: what it cost beyond its length.</summary>
    public int Pieces { get; private set; }

    /// <summary>Reads the datagram. The message is meaningful for <see cref="ReadOutcome.Message"/>, its type also for
    /// <see cref="ReadOutcome.Malformed"/> and <see cref="ReadOutcome.TooLarge"/>.</summary>
    public ReadOutcome Read(ReadOnlySpan<byte> datagram, out WireMessage message)
    {
        message = default;
        _scratchUsed = 0;
        return datagram.Length > maximumDatagramSize ? ReadBeginning(datagram, ref message) : ReadWhole(datagram, ref message);
    }

    /// <summary>Undoes the escapes of a payload, which <see cref="Read"/> only checks: it is long, and most of those who send one are
    /// refused first.</summary>
    /// <param name="message">The message that was read last, whose payload has escapes.</param>
    public WireMessage Unescape(scoped in WireMessage message)
    {
        WireMessage plain = message;
        plain.Payload = Unescape(message.Payload);
        plain.PayloadIsEscaped = false;
        return plain;
    }

    /// <summary>Tells, where the type comes first, whose message a datagram is that is too long to be read.</summary>
    private ReadOutcome ReadBeginning(ReadOnlySpan<byte> datagram, ref WireMessage message)
    {
        ReadOnlySpan<byte> beginning = datagram[..Math.Min(datagram.Length, BeginningLength)];
        var scanner = new JsonScanner(beginning);
        if (!scanner.TryNext(out JsonToken name))
        {
            return ReadOutcome.NotAMessage;
        }

        if (ReadName(beginning, name).SequenceEqual("type"u8) && scanner.TryValue(out JsonToken type))
        {
            message.Type = TypeNames.Find(ReadName(beginning, type));
            return CanBeType(type) ? ReadOutcome.TooLarge : ReadOutcome.NotAMessage;
        }

        return ReadOutcome.TooLarge;
    }

    private ReadOutcome ReadWhole(ReadOnlySpan<byte> json, ref WireMessage message)
    {
        var scanner = new JsonScanner(json);
        JsonToken type = default;
        bool typeSeen = false;
        bool typeDoubled = false;
        Members doubled = Members.None;
        while (scanner.TryNext(out JsonToken token))
        {
            ReadOnlySpan<byte> name = ReadName(json, token);
            if (!scanner.TryValue(out JsonToken value))
            {
                break;
            }

            if (name.SequenceEqual("type"u8))
            {
                type = typeSeen ? type : value;
                typeDoubled = typeSeen;
                typeSeen = true;
            }
            else if (Identify(name) is var member and not Members.None)
            {
                doubled |= member & message.Present;
                message.Present |= member;
                _found[BitOperations.TrailingZeroCount((uint)member)] = value;
            }
        }

        Pieces = scanner.Pieces;
        return !scanner.IsWhole || !CanBeType(type) ? ReadOutcome.NotAMessage : Judge(json, type, typeDoubled, doubled, ref message);
    }

    private ReadOutcome Judge(ReadOnlySpan<byte> json, JsonToken type, bool typeDoubled, Members doubled, ref WireMessage message)
    {
        bool isUtf8 = Utf8Check.IsValid(json);
        message.Type = TypeNames.Find(ReadName(json, type));
        if (message.Type == MessageType.Unknown)
        {
            return isUtf8 ? ReadOutcome.UnknownType : ReadOutcome.NotAMessage;
        }

        // What the type does not understand is not there: nobody vouches for it, and nothing may come back of it.
        (Members required, Members optional) = TypeNames.MembersOf(message.Type);
        message.Present &= (required | optional) & ~_unknown;
        bool acceptable = isUtf8 && !typeDoubled && (doubled & message.Present) == 0 && (message.Present & required) == required;
        return acceptable && TryMembers(json, ref message) ? ReadOutcome.Message : ReadOutcome.Malformed;
    }

    private bool TryMembers(ReadOnlySpan<byte> json, ref WireMessage message)
    {
        bool acceptable = true;
        for (uint left = (uint)message.Present; left != 0 && acceptable; left &= left - 1)
        {
            int index = BitOperations.TrailingZeroCount(left);
            acceptable = TryMember(json, (Members)(1u << index), _found[index], ref message);
        }

        return acceptable;
    }

    /// <summary>False for what is no text, and for a type that hides behind many escapes: it could be one that is never answered.</summary>
    private static bool CanBeType(JsonToken value) => value is { Kind: JsonKind.Text, IsUnicode: true, Escapes: <= JsonScanner.FewEscapes };

    /// <summary>A name, or the type's: one that is too long to be known, is not Unicode or has many escapes, is as good as any unknown
    /// one.</summary>
    private ReadOnlySpan<byte> ReadName(ReadOnlySpan<byte> json, JsonToken name)
    {
        if (name.Length > LongestName || !name.IsUnicode || name.Escapes > JsonScanner.FewEscapes)
        {
            return default;
        }

        if (name.Escapes == 0)
        {
            return name.In(json);
        }

        _name ??= new byte[LongestName];
        return _name.AsSpan(0, JsonEscape.Remove(name.In(json), _name));
    }

    private static Members Identify(ReadOnlySpan<byte> name) =>
        name.Length switch
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

    private bool TryMember(ReadOnlySpan<byte> json, Members member, JsonToken value, ref WireMessage message)
    {
        switch (member)
        {
            case Members.Sequence:
                return TryNumber(json, value, out message.Sequence);
            case Members.StateVersion:
                return TryNumber(json, value, out message.StateVersion);
            case Members.Payload:
                message.Payload = value.In(json);
                message.PayloadIsEscaped = value.Escapes > 0;
                return value is { Kind: JsonKind.Text, IsUnicode: true };
        }

        if (!TryText(json, value, out ReadOnlySpan<byte> text))
        {
            return false;
        }

        switch (member)
        {
            case Members.SessionId:
                return SessionId.TryParse(text, out message.SessionId);
            case Members.Nonce:
                message.Nonce = text;
                return IsNonce(text);
            case Members.ServerNonce:
                message.ServerNonce = text;
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

    /// <summary>Numbers count from 1; signs, fractions and exponents are not written.</summary>
    private static bool TryNumber(ReadOnlySpan<byte> json, JsonToken value, out long number)
    {
        ReadOnlySpan<byte> digits = value.In(json);
        number = 0;
        return value.Kind == JsonKind.Number
            && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && Utf8Parser.TryParse(digits, out number, out int taken)
            && taken == digits.Length
            && number > 0;
    }

    private bool TryText(ReadOnlySpan<byte> json, JsonToken value, out ReadOnlySpan<byte> text)
    {
        text = value.In(json);
        if (value.Kind != JsonKind.Text || !value.IsUnicode || value.Escapes > JsonScanner.FewEscapes)
        {
            return false;
        }

        text = value.Escapes > 0 ? Unescape(text) : text;
        return true;
    }

    /// <summary>What is unescaped is never longer than what was escaped, so the scratch memory of one datagram suffices; it is made when
    /// something
    /// is escaped at all.</summary>
    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        _scratch ??= new byte[maximumDatagramSize];
        Span<byte> to = _scratch.AsSpan(_scratchUsed, text.Length);
        int length = JsonEscape.Remove(text, to);
        _scratchUsed += length;
        return to[..length];
    }
}
