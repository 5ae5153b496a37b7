namespace JumpingVpn.Protocol.Policy;

/// <summary>One setting of one side's policy: what it is called, what it means, which values it takes.
/// <see cref="PolicySettings"/> has all.</summary>
public abstract class PolicySetting
{
    private protected PolicySetting(string name, PolicySide side, PolicyKind kind, string unit, string summary)
    {
        Name = name;
        Side = side;
        Kind = kind;
        Unit = unit;
        Summary = summary;
    }

    /// <summary>The name in kebab-case, which is the name of the option in code: <c>idle-ttl</c> for
    /// <see cref="ServerOptions.IdleTtl"/>.</summary>
    public string Name { get; }

    /// <summary>The name with its side, <c>server.idle-ttl</c>: no two settings have the same.</summary>
    public string QualifiedName => $"{SideName}.{Name}";

    /// <summary>Whose it is.</summary>
    public PolicySide Side { get; }

    /// <summary>What is counted, for example <c>sessions</c> or <c>per second</c>; empty if the value says it itself.</summary>
    public string Unit { get; }

    /// <summary>What it means, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>Whether a running server takes another value, which binds the sessions that it has, too: see
    /// <see cref="SessionServer.ChangeLimits"/>.</summary>
    public bool IsLive => Side == PolicySide.Server && ServerPolicy.Live.Contains(Name);

    /// <summary>The value where nothing else is said.</summary>
    public abstract string Default { get; }

    /// <summary>The values allowed, for example <c>1ms to 24h</c>.</summary>
    public string Range => Kind.Range;

    internal PolicyKind Kind { get; }

    internal bool IsCalled(string name) => name == Name || name == QualifiedName;

    internal string SideName => NameOf(Side);

    /// <summary>How a name begins that says whose the setting is.</summary>
    internal static string NameOf(PolicySide side) =>
        side switch
        {
            PolicySide.Server => "server",
            PolicySide.Client => "client",
            _ => "roaming",
        };

    /// <summary>Reads a value of this setting.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, as <see cref="PolicyKind"/> counts.</param>
    /// <param name="error">A sentence with the value and the allowed range; null if it is in order.</param>
    internal bool TryParse(string text, out long value, out string? error)
    {
        bool ok = Kind.TryParse(text, out value) && Kind.Allows(value);
        error = ok ? null : $"{Name} is '{text}', but it must be {Kind.Demand}.";
        return ok;
    }
}
