using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace JumpingVpn.Features.Planning;

/// <summary>Holds arguments to the validation attributes of their parameters, e.g. <see cref="RangeAttribute"/>.</summary>
internal static class ArgumentRules
{
    /// <summary>Why a value breaks a rule of its parameter; null if it breaks none.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="said">What the file says.</param>
    /// <param name="made">The value; null if it could not be made without running the scenario.</param>
    public static Exception? Refuse(ParameterInfo parameter, object said, object? made) =>
        parameter.GetCustomAttributes<ValidationAttribute>().FirstOrDefault(rule => made is not null && !rule.IsValid(made)) is { } broken
            ? new FormatException(Sentence(broken, $"`{said}`"))
            : null;

    private static string Sentence(ValidationAttribute broken, string said) =>
        broken is RangeAttribute { ErrorMessage: null } range
            ? string.Create(CultureInfo.InvariantCulture, $"{said} is out of range: expected {range.Minimum} to {range.Maximum}")
            : broken.FormatErrorMessage(said);
}
