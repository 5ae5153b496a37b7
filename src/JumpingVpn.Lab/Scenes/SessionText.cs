using System.Globalization;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Scenes;

/// <summary>What a server holds of a session, in a line for people.</summary>
internal static class SessionText
{
    /// <param name="view">The session; null for none.</param>
    /// <param name="binding">What its address is called.</param>
    public static string Of(in SessionView? view, string? binding = null) =>
        view is { } held
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{CodeNames.Name(held.State)}, version {held.StateVersion}, bound to {binding ?? held.Binding.ToString()}, "
                    + $"{Amount.Of(held.Switches, "switch")}, {Amount.Of(held.RememberedNonces, "nonce")}, "
                    + $"highest number {held.HighestSequence}, last active at {held.LastActivity.TotalSeconds:0.0######} s, "
                    + $"ends at {held.ExpiresAt.TotalSeconds:0.0######} s"
            )
            : "no session";
}
