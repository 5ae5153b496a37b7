namespace JumpingVpn.Protocol.Events;

/// <summary>A set of kinds of events: what a listener asks for. Only those are made.</summary>
public readonly record struct SessionEventKinds
{
    private readonly uint _bits;

    private SessionEventKinds(uint bits) => _bits = bits;

    /// <summary>No kind at all.</summary>
    public static SessionEventKinds None => default;

    /// <summary>Every kind.</summary>
    public static SessionEventKinds All { get; } = Of(Enum.GetValues<SessionEventKind>());

    /// <summary>The kinds of either set.</summary>
    public static SessionEventKinds operator |(SessionEventKinds one, SessionEventKinds other) => new(one._bits | other._bits);

    /// <summary>The set of these kinds.</summary>
    public static SessionEventKinds Of(params ReadOnlySpan<SessionEventKind> kinds)
    {
        uint bits = 0;
        foreach (SessionEventKind kind in kinds)
        {
            bits |= 1u << (int)kind;
        }

        return new SessionEventKinds(bits);
    }

    /// <summary>True if the kind is in the set.</summary>
    public bool Contains(SessionEventKind kind) => ((_bits >> (int)kind) & 1) != 0;

    /// <inheritdoc cref="op_BitwiseOr"/>
    public SessionEventKinds BitwiseOr(SessionEventKinds other) => this | other;
}
