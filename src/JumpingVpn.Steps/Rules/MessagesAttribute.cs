using System.ComponentModel.DataAnnotations;

namespace JumpingVpn.Steps.Rules;

/// <summary>The only messages with which somebody can do what a step says.</summary>
/// <param name="types">As the wire spells them.</param>
[AttributeUsage(AttributeTargets.Parameter)]
internal abstract class MessagesAttribute(params string[] types) : ValidationAttribute
{
    public IReadOnlyList<string> Types => types;

    public override bool IsValid(object? value) => value is not MessageTypeName type || types.Contains(type.Name);

    public override string FormatErrorMessage(string said) =>
        $"{said} cannot be used here: write {string.Join(", ", types.SkipLast(1))} or {types[^1]}";
}
