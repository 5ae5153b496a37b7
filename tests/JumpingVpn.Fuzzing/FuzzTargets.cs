using JumpingVpn.Protocol;

namespace JumpingVpn.Fuzzing;

/// <summary>The targets that there are.</summary>
public static class FuzzTargets
{
    // Few enough that a run reaches the bound.
    private static readonly ServerOptions Bounded = new() { MaximumSessions = 1_000 };

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<(string Name, Func<IFuzzTarget> Make)> All { get; } = [("server", Server), ("client", Client)];

    /// <summary>A server in demo mode.</summary>
    public static IFuzzTarget Server() => new ServerTarget(Bounded, new ClientOptions());

    /// <summary>A client in demo mode.</summary>
    public static IFuzzTarget Client() => new ClientTarget(Bounded, new ClientOptions());
}
