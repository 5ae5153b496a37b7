namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// One message, read or to be written. What is set is there; a number of 0 and a text of no length are not, except for the payload's. The
/// spans of one that was read point into the datagram or into the reader's scratch memory and are valid until either changes.
/// </summary>
internal ref struct WireMessage
{
    public MessageType Type;
    public Members Present;

    /// <summary>Whether the payload still has the escapes that it came with: see
    /// <see cref="MessageReader.Unescape(in WireMessage)"/>.</summary>
    public bool PayloadIsEscaped;

    public SessionId SessionId
    {
        readonly get;
        set
        {
            field = value;
            Present |= Members.SessionId;
        }
    }

    public long Sequence
    {
        readonly get;
        set
        {
            field = value;
            Present |= value == 0 ? Members.None : Members.Sequence;
        }
    }

    public long StateVersion
    {
        readonly get;
        set
        {
            field = value;
            Present |= value == 0 ? Members.None : Members.StateVersion;
        }
    }

    public ReadOnlySpan<byte> Payload
    {
        readonly get;
        set
        {
            field = value;
            Present |= Members.Payload;
        }
    }

    public ReadOnlySpan<byte> Nonce
    {
        readonly get;
        set => field = Mark(Members.Nonce, value);
    }

    public ReadOnlySpan<byte> Proof
    {
        readonly get;
        set => field = Mark(Members.Proof, value);
    }

    public ReadOnlySpan<byte> Cookie
    {
        readonly get;
        set => field = Mark(Members.Cookie, value);
    }

    public ReadOnlySpan<byte> Challenge
    {
        readonly get;
        set => field = Mark(Members.Challenge, value);
    }

    public ReadOnlySpan<byte> Key
    {
        readonly get;
        set => field = Mark(Members.Key, value);
    }

    public ReadOnlySpan<byte> ServerNonce
    {
        readonly get;
        set => field = Mark(Members.ServerNonce, value);
    }

    public ReadOnlySpan<byte> Client
    {
        readonly get;
        set => field = Mark(Members.Client, value);
    }

    public ReadOnlySpan<byte> Mac
    {
        readonly get;
        set => field = Mark(Members.Mac, value);
    }

    /// <summary>The code as it was written, also where this version does not know it.</summary>
    public ReadOnlySpan<byte> CodeText
    {
        readonly get;
        set => field = Mark(Members.Code, value);
    }

    /// <inheritdoc cref="CodeText"/>
    public ReadOnlySpan<byte> ReasonText
    {
        readonly get;
        set => field = Mark(Members.Reason, value);
    }

    /// <summary>The code; none for one that only a later version knows, which is still a refusal.</summary>
    public RefusalCode Code
    {
        readonly get => CodeNames.TryParse(CodeText, out RefusalCode code) ? code : RefusalCode.None;
        set => CodeText = CodeNames.Encoded(value).EncodedUtf8Bytes;
    }

    /// <summary>The reason; none for one that this version does not know.</summary>
    public ReasonCode Reason
    {
        readonly get => CodeNames.TryParse(ReasonText, out ReasonCode reason) ? reason : ReasonCode.None;
        set => ReasonText = CodeNames.Encoded(value).EncodedUtf8Bytes;
    }

    /// <summary>Whether it belongs to the data from server to client: an echo of the other direction's is never taken for it.</summary>
    public bool IsDown
    {
        readonly get => Has(Members.Downlink);
        set => Present = value ? Present | Members.Downlink : Present & ~Members.Downlink;
    }

    public readonly bool Has(Members member) => (Present & member) == member;

    /// <summary>The value of a member that is a number.</summary>
    public readonly long NumberOf(Members member) => member == Members.Sequence ? Sequence : StateVersion;

    /// <summary>The value of a member that is a text, as it is written and covered.</summary>
    public readonly ReadOnlySpan<byte> TextOf(Members member) =>
        member switch
        {
            Members.Payload => Payload,
            Members.Nonce => Nonce,
            Members.Proof => Proof,
            Members.Cookie => Cookie,
            Members.Challenge => Challenge,
            Members.Key => Key,
            Members.ServerNonce => ServerNonce,
            Members.Client => Client,
            Members.Mac => Mac,
            Members.Code => CodeText,
            Members.Reason => ReasonText,
            Members.Downlink => "down"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(member), member, "This member is not text."),
        };

    /// <summary>Sets the value of a member that is a number.</summary>
    public void SetNumber(Members member, long value)
    {
        if (member == Members.Sequence)
        {
            Sequence = value;
        }
        else
        {
            StateVersion = value;
        }
    }

    /// <summary>Sets the value of a member that is a text, which has the member's form.</summary>
    public void SetText(Members member, ReadOnlySpan<byte> value)
    {
        switch (member)
        {
            case Members.Payload:
                Payload = value;
                break;
            case Members.Nonce:
                Nonce = value;
                break;
            case Members.Proof:
                Proof = value;
                break;
            case Members.Cookie:
                Cookie = value;
                break;
            case Members.Challenge:
                Challenge = value;
                break;
            case Members.Key:
                Key = value;
                break;
            case Members.ServerNonce:
                ServerNonce = value;
                break;
            case Members.Client:
                Client = value;
                break;
            case Members.Mac:
                Mac = value;
                break;
            case Members.Code:
                CodeText = value;
                break;
            case Members.Reason:
                ReasonText = value;
                break;
            case Members.Downlink:
                IsDown = true; // its one value
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(member), member, "This member is not text.");
        }
    }

    private ReadOnlySpan<byte> Mark(Members member, ReadOnlySpan<byte> value)
    {
        Present |= value.IsEmpty ? Members.None : member;
        return value;
    }
}
