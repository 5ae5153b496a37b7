using System.ComponentModel.DataAnnotations;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Steps.Rules;

/// <summary>A share of datagrams that bursts can take away.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class BurstShareAttribute() : ValidationAttribute("{0} cannot be lost in bursts: it must be above 0 % and below 50 %")
{
    public override bool IsValid(object? value) =>
        value is not Probability share || (share > Probability.Never && share.PartsPerMillion < Probability.Scale / 2);
}
