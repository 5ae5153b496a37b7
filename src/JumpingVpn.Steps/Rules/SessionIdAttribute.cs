using System.ComponentModel.DataAnnotations;
using JumpingVpn.Protocol;

namespace JumpingVpn.Steps.Rules;

/// <summary>A text that is a session id.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class SessionIdAttribute() : ValidationAttribute("{0} is not a session id; one is S- and 16 lower-case hex digits")
{
    public override bool IsValid(object? value) => value is not string text || SessionId.TryParse(text, out _);
}
