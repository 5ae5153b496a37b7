using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Control;

/// <summary>What a control socket controls.</summary>
/// <remarks>Thread rule: any thread.</remarks>
internal interface IControlled
{
    /// <summary>How many sessions live.</summary>
    int SessionCount { get; }

    /// <summary>Whether no session is made any more.</summary>
    bool IsDraining { get; }

    /// <summary>Protocol time, in which views count.</summary>
    TimeSpan Now { get; }

    /// <summary>The sessions that were made first, no more than so many.</summary>
    IReadOnlyList<SessionView> List(int atMost);

    /// <summary>One session; null if there is none of that id.</summary>
    SessionView? Show(SessionId id);

    /// <summary>Ends a session and tells its client; false if there is none of that id.</summary>
    bool End(SessionId id);

    /// <summary>Begins to drain, as SIGTERM does.</summary>
    void Drain();
}
