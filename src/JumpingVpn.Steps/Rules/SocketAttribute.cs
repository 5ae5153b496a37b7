using System.ComponentModel.DataAnnotations;
using System.Globalization;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Steps.Rules;

/// <summary>A peer's name, or one of its further sockets.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class SocketAttribute()
    : ValidationAttribute("{0} is not a socket of a peer: further ones are, for example, \"phone:2\" to \"phone:999\"")
{
    public override bool IsValid(object? value) => value is not string text || IsSocket(text);

    /// <summary>Whether a text names a peer or one of its further sockets.</summary>
    public static bool IsSocket(string text) =>
        text.LastIndexOf(':') is not (>= 0 and var colon)
        || (
            int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= 2 and <= PeerGroup.MaxSockets
        );
}
