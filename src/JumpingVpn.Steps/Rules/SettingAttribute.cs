using System.ComponentModel.DataAnnotations;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Steps.Rules;

/// <summary>A duration that the protocol holds to the range of a policy setting.</summary>
/// <param name="name">The setting with its side, e.g. <c>server.idle-ttl</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class SettingAttribute(string name) : ValidationAttribute
{
    public string Name => name;

    public override bool IsValid(object? value) =>
        value is not TimeSpan time || PolicyOverrides.None.TryAdd(name, DurationText.Format(time), out _, out _);

    public override string FormatErrorMessage(string said)
    {
        PolicySetting setting = PolicySettings.All.First(each => each.QualifiedName == Name);
        return $"{said} is out of range: expected {setting.Range}, the range of {setting.Name}";
    }
}
