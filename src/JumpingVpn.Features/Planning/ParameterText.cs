using System.Text.RegularExpressions;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.Planning;

/// <summary>Whether a text could represent a parameter of a cucumber expression; for messages only.</summary>
internal static class ParameterText
{
    public static bool Accepts(string parameter, string text, StepVocabulary vocabulary) =>
        parameter switch
        {
            "string" => text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'' && text[1..^1].All(letter => letter != text[0]),
            "word" => text.Length > 0 && !text.Any(char.IsWhiteSpace),
            "int" or "long" or "byte" or "short" => Regex.IsMatch(text, @"^-?\d+$", RegexOptions.CultureInvariant),
            "float" or "double" or "decimal" => Regex.IsMatch(text, @"^-?\d*\.?\d+$", RegexOptions.CultureInvariant),
            "" => true,
            _ => vocabulary.Registry.GetStepTransformations().Where(each => each.Name == parameter && each.Regex is not null).ToList()
                is not { Count: > 0 } own
                || own.Exists(transformation => transformation.Regex.IsMatch(text)),
        };

    public static string SummaryOf(string parameter, StepVocabulary vocabulary) =>
        vocabulary.Parameters.FirstOrDefault(own => own.Name == parameter)?.Summary is { Length: > 0 } summary
            ? $": {summary}"
            : string.Empty;
}
