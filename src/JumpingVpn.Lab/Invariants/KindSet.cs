using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Kinds of protocol events.</summary>
internal readonly record struct KindSet(ulong Bits)
{
    /// <summary>Every kind.</summary>
    public static readonly KindSet All = new(ulong.MaxValue);

    /// <summary>These kinds.</summary>
    public static KindSet Of(params ReadOnlySpan<SessionEventKind> kinds)
    {
        ulong bits = 0;
        foreach (SessionEventKind kind in kinds)
        {
            bits |= 1UL << (int)kind;
        }

        return new KindSet(bits);
    }

    /// <summary>Whether a kind is among them.</summary>
    public bool Contains(SessionEventKind kind) => ((Bits >> (int)kind) & 1) != 0;
}
