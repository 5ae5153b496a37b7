using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>A side forwards no more.</summary>
/// <param name="Up">How many datagrams went towards the target.</param>
/// <param name="Down">How many answers came back.</param>
/// <param name="Lost">How many were not forwarded, in either direction.</param>
internal sealed record ForwardStop(long Up, long Down, long Lost) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(ForwardStop);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Number("up", Up);
        members.Number("down", Down);
        members.Number("lost", Lost);
    }
}
