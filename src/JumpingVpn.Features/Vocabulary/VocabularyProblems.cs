using System.Reflection;
using System.Text.RegularExpressions;
using JumpingVpn.Features.Wording;
using Reqnroll.Bindings;

namespace JumpingVpn.Features.Vocabulary;

/// <summary>Mistakes in binding classes, in plain words: what Reqnroll found, and what it would only stumble over in a scenario.</summary>
internal static partial class VocabularyProblems
{
    /// <summary>One sentence each, beginning with the class and the method where there is one.</summary>
    public static IReadOnlyList<string> Of(IBindingRegistry registry)
    {
        List<IStepArgumentTransformationBinding> transformations = [.. registry.GetStepTransformations()];
        List<string> own = [.. transformations.Select(Explain).OfType<string>(), .. Clashes(transformations)];
        IEnumerable<string> names = transformations
            .Select(transformation => transformation.Name)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
        IEnumerable<string> general = registry
            .GetErrorMessages()
            .Where(error => error.Type != BindingErrorType.StepDefinitionError)
            .Select(error => error.Message);

        // A wrong transformation makes every expression wrong: then only the cause is told.
        IEnumerable<string> steps =
            own.Count > 0 ? [] : registry.GetStepDefinitions().Where(step => !step.IsValid).Select(step => Explain(step, names));
        return [.. general.Concat(own).Concat(steps).Distinct(StringComparer.Ordinal)];
    }

    private static string Explain(IStepDefinitionBinding step, IEnumerable<string> parameters)
    {
        string expression = step.SourceExpression is { } source ? $"\"{source}\": " : string.Empty;
        string reason = Undefined().Match(step.ErrorMessage) is { Success: true } undefined
            ? $"there is no parameter type {{{undefined.Groups[1].Value}}}{Suggestion.Among(undefined.Groups[1].Value, parameters)}"
            : OneLine(step.ErrorMessage);
        return $"{NameOf(step)}: {expression}{reason}";
    }

    private static string? Explain(IStepArgumentTransformationBinding transformation)
    {
        MethodInfo method = StepVocabulary.MethodOf(transformation);
        int parameters = method.GetParameters().Length;
        int? groups = transformation.Regex?.GetGroupNumbers().Length - 1;
        return true switch
        {
            _ when method.ReturnType == typeof(void) || parameters == 0 && groups is null =>
                $"{NameOf(transformation)}: a transformation takes a text or a table and returns the argument",
            _ when groups is { } count && count != parameters =>
                $"{NameOf(transformation)}: the expression of the transformation has {Groups(count)}, but the method "
                    + $"takes {Arguments(parameters)}; "
                    + "put each argument in parentheses, and other parentheses as (?:…)",
            _ => null,
        };
    }

    private static IEnumerable<string> Clashes(IEnumerable<IStepArgumentTransformationBinding> transformations) =>
        from transformation in transformations
        where transformation.Name is { Length: > 0 }
        group StepVocabulary.MethodOf(transformation).ReturnType by transformation.Name into meanings
        let types = meanings.Distinct().ToList()
        where types.Count > 1
        select $"the parameter type {{{meanings.Key}}} would mean both {types[0].Name} and {types[1].Name}: "
            + "give one of them another Name";

    // The parser of expressions draws an arrow under the place, which needs lines of its own.
    private static string OneLine(string message)
    {
        List<string> lines = [.. message.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        int arrow = lines.FindIndex(line => line.Trim('^', '-').Length == 0);
        return string.Join(' ', arrow < 0 ? lines : lines.Skip(arrow + 1));
    }

    private static string NameOf(IBinding binding)
    {
        MethodInfo method = StepVocabulary.MethodOf(binding);
        return $"{method.DeclaringType!.Name}.{method.Name}";
    }

    private static string Groups(int count) => count == 1 ? "1 group" : $"{count} groups";

    private static string Arguments(int count) => count == 1 ? "1 argument" : $"{count} arguments";

    [GeneratedRegex(@"Undefined parameter type '([^']*)'")]
    private static partial Regex Undefined();
}
