using System.Buffers.Text;
using System.Numerics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Reads one datagram into a <see cref="WireMessage"/>: strict about JSON (RFC 8259), the members that its type understands and their
/// doubles, indifferent to all other members, those of sessions with keys included unless it is told. It never throws, whatever the
/// bytes, and takes hardly longer for any of them than for a plain message of that length (ADR 11).
/// </summary>
internal sealed class MessageReader(int maximumDatagramSize, bool withKeys = false)
{
    private const int BeginningLength = 64; // of a datagram that is too long

    private static readonly int LongestName = MessageSchema.LongestName + (5 * JsonScanner.FewEscapes); // as many as are undone

    private readonly Members _unknown = withKeys ? Members.None : Members.OfKeys;
    private readonly JsonToken[] _found = new JsonToken[MemberSchema.BitCount];
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
            message.Type = MessageSchema.Find(ReadName(beginning, type));
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
            else if (MemberSchema.Find(name) is var member and not Members.None)
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
        message.Type = MessageSchema.Find(ReadName(json, type));
        if (message.Type == MessageType.Unknown)
        {
            return isUtf8 ? ReadOutcome.UnknownType : ReadOutcome.NotAMessage;
        }

        // What the type does not understand is not there: nobody vouches for it, and nothing may come back of it.
        MessageRow row = MessageSchema.Of(message.Type);
        message.Present &= row.Known & ~_unknown;
        bool acceptable = isUtf8 && !typeDoubled && (doubled & message.Present) == 0 && message.Has(row.Required);
        return acceptable && TryMembers(json, ref message) ? ReadOutcome.Message : ReadOutcome.Malformed;
    }

    private bool TryMembers(ReadOnlySpan<byte> json, ref WireMessage message)
    {
        bool acceptable = true;
        for (uint left = (uint)message.Present; left != 0 && acceptable; left &= left - 1)
        {
            int index = BitOperations.TrailingZeroCount(left);
            acceptable = TryMember(json, MemberSchema.OfBit(index), _found[index], ref message);
        }

        return acceptable;
    }

    /// <summary>False for what is not text, and for a type with many escapes: it could be one that is never answered.</summary>
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

    private bool TryMember(ReadOnlySpan<byte> json, MemberRow row, JsonToken value, ref WireMessage message)
    {
        switch (row.Kind)
        {
            case MemberKind.Number:
                bool isNumber = TryNumber(json, value, out long number);
                message.SetNumber(row.Member, number);
                return isNumber;
            case MemberKind.Payload:
                message.SetText(row.Member, value.In(json));
                message.PayloadIsEscaped = value.Escapes > 0;
                return value is { Kind: JsonKind.Text, IsUnicode: true };
        }

        if (!TryText(json, value, out ReadOnlySpan<byte> text))
        {
            return false;
        }

        if (row.Kind == MemberKind.Id)
        {
            bool isId = SessionId.TryParse(text, out SessionId id);
            message.SessionId = id;
            return isId;
        }

        message.SetText(row.Member, text);
        return row.Form.Accepts(text);
    }

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
    /// something is escaped at all.</summary>
    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        _scratch ??= new byte[maximumDatagramSize];
        Span<byte> to = _scratch.AsSpan(_scratchUsed, text.Length);
        int length = JsonEscape.Remove(text, to);
        _scratchUsed += length;
        return to[..length];
    }
}
