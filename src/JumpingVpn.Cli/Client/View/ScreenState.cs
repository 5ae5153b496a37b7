using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Client.View;

/// <summary>What the screen shows at one instant.</summary>
internal sealed record ScreenState
{
    /// <summary>Who holds a session with whom, or is about to.</summary>
    public required string Title { get; init; }

    /// <summary>Where the session stands.</summary>
    public required SessionState State { get; init; }

    /// <summary>The network in use, and the address on it.</summary>
    public required string Network { get; init; }

    /// <summary>How well the path works.</summary>
    public required PathHealth Health { get; init; }

    /// <summary>What is broken on purpose now; empty for nothing.</summary>
    public required string Broken { get; init; }

    /// <summary>What the client went through.</summary>
    public required IReadOnlyList<string> Summary { get; init; }

    /// <summary>What happened, the newest last.</summary>
    public required IReadOnlyList<Note> Notes { get; init; }

    /// <summary>What is being typed; null if nothing can be.</summary>
    public required string? Typed { get; init; }
}
