using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>A setting of the configuration has another value than before.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="From">The value before.</param>
/// <param name="To">The value now.</param>
/// <param name="IsApplied">False if it needs a new start.</param>
internal sealed record SettingChanged(string Setting, string From, string To, bool IsApplied) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(SettingChanged);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Text("setting", Setting);
        members.Text("from", From);
        members.Text("to", To);
        members.Flag("applied", IsApplied);
    }
}
