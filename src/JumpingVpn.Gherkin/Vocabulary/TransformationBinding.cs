using System.Reflection;
using System.Text.RegularExpressions;

namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>A method that makes step arguments.</summary>
internal sealed partial class TransformationBinding
{
    private readonly bool _takesTable;
    private readonly XmlDocumentation _documentation;

    /// <summary>Binds a method by one of its attributes.</summary>
    /// <exception cref="ArgumentException">The regular expression is malformed.</exception>
    public TransformationBinding(MethodInfo method, StepArgumentTransformationAttribute attribute, XmlDocumentation documentation)
    {
        _documentation = documentation;
        Call = new BoundMethod(method);
        TargetType = Awaiting.ResultType(method.ReturnType);
        Name = attribute.Name;
        Order = attribute.Order;
        var parameters = method.GetParameters();
        _takesTable = parameters.Length > 0 && typeof(Table).IsAssignableFrom(parameters[0].ParameterType);
        if (attribute.Regex is { } regex)
        {
            Regex = new Regex($"^(?:{regex})$", RegexOptions.CultureInvariant);
            Pattern = PatternInExpression(regex.TrimStart('^').TrimEnd('$'));
        }
    }

    public BoundMethod Call { get; }

    public Type TargetType { get; }

    public string? Name { get; }

    public int Order { get; }

    /// <summary>The summary in the XML documentation of the method.</summary>
    public string Summary => _documentation.Of(Call.Method).Summary;

    public Regex? Regex { get; }

    /// <summary>What stands for it in cucumber expressions.</summary>
    public string Pattern { get; } = Expressions.ParameterType.Anything;

    public bool Accepts(object value, Type type) => type == TargetType
        && (value is string text && Regex is not null ? Regex.IsMatch(text) : _takesTable == value is Table);

    // Groups must not capture inside of a parameter. Where they cannot be told from escapes and options, anything is let through,
    // and the transformation itself decides.
    private static string PatternInExpression(string regex) => Intricate().IsMatch(regex)
        ? Expressions.ParameterType.Anything
        : regex.Replace("(", "(?:", StringComparison.Ordinal);

    [GeneratedRegex(@"\(\?|\\\(|\\$")]
    private static partial Regex Intricate();
}
