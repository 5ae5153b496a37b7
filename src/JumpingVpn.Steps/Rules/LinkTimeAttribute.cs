using System.ComponentModel.DataAnnotations;

namespace JumpingVpn.Steps.Rules;

/// <summary>A delay or jitter of a link.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class LinkTimeAttribute() : ValidationAttribute("{0} is too long for a link: at most 24 h")
{
    public override bool IsValid(object? value) => value is not TimeSpan time || time <= TimeSpan.FromDays(1);
}
