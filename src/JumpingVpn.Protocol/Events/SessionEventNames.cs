namespace JumpingVpn.Protocol.Events;

/// <summary>The names of the kinds of events, made once: each event is written with one.</summary>
internal static class SessionEventNames
{
    private static readonly string[] Names = Enum.GetNames<SessionEventKind>();

    public static string Of(SessionEventKind kind) => Names[(int)kind];
}
