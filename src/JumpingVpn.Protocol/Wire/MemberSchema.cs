using System.Numerics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>The members of the wire, one row each. Reading, writing, MACs and docs/wire-format.md take them from here.</summary>
internal static class MemberSchema
{
    /// <summary>The length of a public key on the wire: one of X25519 (RFC 7748 section 5) in hexadecimal.</summary>
    public const int KeyLength = 64;

    private const int NonceMinimum = 16;
    private const int NonceMaximum = 64;
    private const int ProofLength = 64;
    private const int ChallengeLength = 16;

    /// <summary>The rows, in the order of the page.</summary>
    public static readonly MemberRow[] Rows =
    [
        new(Members.SessionId, "session_id", MemberForm.Id),
        new(Members.Sequence, "seq", MemberForm.Number),
        new(Members.Payload, "payload", MemberForm.Payload),
        new(Members.Downlink, "direction", MemberForm.Word),
        new(Members.StateVersion, "state_version", MemberForm.Number),
        new(Members.Nonce, "nonce", MemberForm.Hex(NonceMinimum, NonceMaximum)),
        new(Members.Proof, "proof", MemberForm.LowerHex(ProofLength)),
        new(Members.Challenge, "challenge", MemberForm.LowerHex(ChallengeLength)),
        new(Members.Cookie, "cookie", MemberForm.Hex(NonceMinimum, NonceMaximum)),
        new(Members.Code, "code", MemberForm.Text("a code of the table below; one that only a later version knows is a refusal, too")),
        new(Members.Reason, "reason", MemberForm.Text("a reason of the table below")),
        new(Members.Key, "key", MemberForm.LowerHex(KeyLength)),
        new(Members.ServerNonce, "server_nonce", MemberForm.Hex(NonceMinimum, NonceMaximum)),
        new(
            Members.Client,
            "client",
            MemberForm.Text($"1 to {ClientName.Longest} letters, digits, `.`, `_` and `-`; any other name is unknown")
        ),
        new(Members.Mac, "mac", MemberForm.Text("32 lower-case hex digits; anything else is a wrong MAC")),
        new(Members.Note, "note", MemberForm.Note),
    ];

    private static readonly MemberRow[] ByBit = IndexByBit();
    private static readonly NameIndex<Members> ByName = new([
        .. Rows.Where(row => row.Kind != MemberKind.Note).Select(row => (row.Name, row.Member)),
    ]);

    /// <summary>How many bits the members take, those without a member included.</summary>
    public static int BitCount => ByBit.Length;

    /// <summary>The row of the member with this bit.</summary>
    public static MemberRow OfBit(int bit) => ByBit[bit];

    /// <summary>The row of one member.</summary>
    public static MemberRow Of(Members member) => ByBit[BitOperations.TrailingZeroCount((uint)member)];

    /// <summary>The member of this name that a reader takes notice of; none if there is none.</summary>
    public static Members Find(ReadOnlySpan<byte> name) => ByName.Find(name);

    private static MemberRow[] IndexByBit()
    {
        var rows = new MemberRow[32];
        foreach (MemberRow row in Rows)
        {
            rows[BitOperations.TrailingZeroCount((uint)row.Member)] = row;
        }

        return rows;
    }
}
