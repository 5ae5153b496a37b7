using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Client.View;

/// <summary>Reads what the screen shows.</summary>
internal static class ScreenStates
{
    /// <summary>What is shown while there is no session.</summary>
    public static ScreenState None(Hand hand, IReadOnlyList<string> summary) =>
        new()
        {
            Title = "asking for a session",
            State = SessionState.Birth,
            Network = "–",
            Health = default,
            Broken = "",
            Summary = summary,
            Notes = [],
            Typed = hand.Typed,
        };

    /// <summary>The session as it is now.</summary>
    /// <param name="play">It.</param>
    /// <param name="hand">What is typed.</param>
    /// <param name="summary">What it went through; null for what its messages did.</param>
    public static ScreenState Of(ClientPlay play, Hand hand, IReadOnlyList<string>? summary = null)
    {
        ClientSession session = play.Session;
        SessionClientDriver driver = session.Driver.Session;
        (SessionState state, PathHealth health, SessionId? id) = driver.Inspect(static core => (core.State, core.Health, core.SessionId));
        string others = string.Join(", ", session.Networks.Where(name => name != session.Driver.Current));
        string pinned = session.Pinned is null ? "" : ", chosen by hand (/switch auto undoes that)";
        return new ScreenState
        {
            Title = $"{id} with {session.Server}",
            State = state,
            Network = $"{session.Driver.Current} {driver.LocalAddress}{pinned}{(others.Length > 0 ? $"; also available: {others}" : "")}",
            Health = health,
            Broken = (session.IsDown ? ", the link is down" : "") + (driver.KeepsAlive ? "" : ", no keepalives"),
            Summary = summary ?? [.. play.Statistics.Summary.Lines],
            Notes = [],
            Typed = hand.Typed,
        };
    }
}
