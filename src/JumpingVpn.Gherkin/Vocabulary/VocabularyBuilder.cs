using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Expressions;

namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>Reads the attributes of binding classes and checks what they say.</summary>
internal sealed class VocabularyBuilder(IReadOnlyList<Type> types)
{
    private const BindingFlags Anything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private readonly List<StepBinding> _steps = [];
    private readonly List<HookBinding> _hooks = [];
    private readonly List<TransformationBinding> _transformations = [];
    private readonly List<string> _problems = [];
    private readonly XmlDocumentation _documentation = new();

    public StepVocabulary Build()
    {
        MethodInfo[] methods = [.. types.SelectMany(BindingMethods)];
        foreach (var method in methods)
        {
            AddTransformations(method);
            AddHooks(method);
        }

        var enums = methods.Where(method => method.IsDefined(typeof(StepDefinitionBaseAttribute)))
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType))
            .Where(type => type.IsEnum)
            .Distinct();
        var parameterTypes = new ParameterTypes(enums, _transformations, _problems.Add);
        foreach (var method in methods)
        {
            AddSteps(method, parameterTypes);
        }

        ReportTwins();
        return new StepVocabulary(_steps, _hooks, _transformations, parameterTypes, _problems);
    }

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    // Reflection does not promise an order; the metadata token is the order of the source.
    private IEnumerable<MethodInfo> BindingMethods(Type type)
    {
        if (type.IsGenericTypeDefinition)
        {
            _problems.Add($"{type.Name}: a class marked [Binding] must not be generic");
            return [];
        }

        return type.GetMethods(Anything).Where(IsBinding).OrderBy(method => method.MetadataToken).Where(IsUsable).ToList();
    }

    private static bool IsBinding(MethodInfo method) => method.IsDefined(typeof(StepDefinitionBaseAttribute))
        || method.IsDefined(typeof(HookAttribute))
        || method.IsDefined(typeof(StepArgumentTransformationAttribute));

    private bool IsUsable(MethodInfo method)
    {
        var problem = method switch
        {
            { IsPublic: false } => "a step, hook or transformation has to be public",
            { IsGenericMethod: true } => "a step, hook or transformation must not be generic",
            _ when method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)) =>
                "async void cannot be waited for: return Task",
            _ when Array.Exists(method.GetParameters(), parameter => parameter.ParameterType.IsByRef) =>
                "ref, in and out parameters are not possible",
            _ => null,
        };
        if (problem is not null)
        {
            _problems.Add($"{NameOf(method)}: {problem}");
        }

        return problem is null;
    }

    private void AddTransformations(MethodInfo method)
    {
        foreach (var attribute in method.GetCustomAttributes<StepArgumentTransformationAttribute>())
        {
            if (method.ReturnType == typeof(void) || (method.GetParameters().Length == 0 && attribute.Regex is null))
            {
                _problems.Add($"{NameOf(method)}: a transformation takes a text or a table and returns the argument");
                continue;
            }

            try
            {
                var transformation = new TransformationBinding(method, attribute, _documentation);
                _transformations.Add(transformation);
                CheckTransformation(method, transformation);
            }
            catch (ArgumentException exception)
            {
                _problems.Add($"{NameOf(method)}: {exception.Message}");
            }
        }
    }

    private void CheckTransformation(MethodInfo method, TransformationBinding transformation)
    {
        var inputs = transformation.Regex is null ? 1 : transformation.Regex.GetGroupNumbers().Length - 1;
        var parameters = method.GetParameters().Length;
        if (inputs != parameters)
        {
            var hint = inputs == 0 ? "; put the whole expression in parentheses to pass the whole text" : string.Empty;
            _problems.Add($"{NameOf(method)}: the transformation yields {inputs} arguments, but the method takes {parameters}{hint}");
        }
    }

    private void AddHooks(MethodInfo method)
    {
        foreach (var attribute in method.GetCustomAttributes<HookAttribute>())
        {
            var hook = new HookBinding(method, attribute);
            _hooks.Add(hook);
            if (hook.Kind <= HookKind.AfterFeature && !method.IsStatic)
            {
                _problems.Add($"{NameOf(method)}: a [{hook.Kind}] method has to be static");
            }

            if (hook.Kind <= HookKind.AfterTestRun && method.GetParameters().Length > 0)
            {
                _problems.Add($"{NameOf(method)}: a [{hook.Kind}] method takes no arguments");
            }
        }
    }

    private void AddSteps(MethodInfo method, ParameterTypes parameterTypes)
    {
        foreach (var attribute in method.GetCustomAttributes<StepDefinitionBaseAttribute>())
        {
            if (string.IsNullOrEmpty(attribute.Expression))
            {
                _problems.Add($"{NameOf(method)}: the step has no expression; write e.g. [Given(\"a client {{string}}\")]");
                continue;
            }

            try
            {
                AddStep(method, attribute, attribute.Expression, parameterTypes);
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException)
            {
                _problems.Add($"{NameOf(method)}: \"{attribute.Expression}\": {exception.Message}");
            }
        }
    }

    private void AddStep(MethodInfo method, StepDefinitionBaseAttribute attribute, string expression, ParameterTypes parameterTypes)
    {
        var type = attribute.ExpressionType != ExpressionType.Unspecified ? attribute.ExpressionType
            : ExpressionClassifier.IsCucumberExpression(expression) ? ExpressionType.CucumberExpression
            : ExpressionType.RegularExpression;
        var patterns = type == ExpressionType.CucumberExpression ? CucumberExpression.Translate(expression, parameterTypes) : null;
        var regex = new Regex(patterns?.Strict ?? $"^(?:{expression})$", RegexOptions.CultureInvariant);
        CheckArguments(method, expression, regex, patterns);
        _steps.Add(new StepBinding(method, attribute, expression, type, regex, _documentation) { Patterns = patterns });
    }

    // Regular expressions may have groups that only sometimes take part: they are checked step by step.
    private void CheckArguments(MethodInfo method, string expression, Regex regex, ExpressionPatterns? patterns)
    {
        var parameters = method.GetParameters();
        var arguments = patterns?.Parameters.Count ?? regex.GetGroupNumbers().Length - 1;
        var below = parameters.Length > 0
            && (parameters[^1].ParameterType == typeof(string) || typeof(Table).IsAssignableFrom(parameters[^1].ParameterType)
                || _transformations.Exists(transformation => transformation.TargetType == parameters[^1].ParameterType));
        if (parameters.Length > arguments + (below ? 1 : 0) || (patterns is not null && parameters.Length < arguments))
        {
            _problems.Add($"{NameOf(method)}: \"{expression}\" yields {arguments} arguments, but the method takes {parameters.Length}");
        }
    }

    private void ReportTwins()
    {
        foreach (var kind in Enum.GetValues<StepKind>())
        {
            var twins = _steps.Where(step => step.Kinds.Contains(kind))
                .GroupBy(step => (step.Expression, step.ScopeText))
                .Where(group => group.DistinctBy(step => step.Method).Count() > 1);
            foreach (var group in twins)
            {
                var names = string.Join(" and ", group.Select(step => step.Call.Name).Distinct(StringComparer.Ordinal));
                _problems.Add($"{names} are both bound to {kind} \"{group.Key.Expression}\"");
            }
        }
    }
}
