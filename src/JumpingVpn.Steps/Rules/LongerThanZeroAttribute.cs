using System.ComponentModel.DataAnnotations;

namespace JumpingVpn.Steps.Rules;

/// <summary>A time that must not be 0.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class LongerThanZeroAttribute() : ValidationAttribute("{0} is too short: the time must be above 0 s")
{
    public override bool IsValid(object? value) => value is not TimeSpan time || time > TimeSpan.Zero;
}
