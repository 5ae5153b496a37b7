using System.Text.RegularExpressions;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Expressions;

/// <summary>A parameter type of cucumber expressions.</summary>
/// <param name="Name">The name between the braces; empty for the anonymous one.</param>
/// <param name="Type">The type of the argument.</param>
/// <param name="Pattern">A regular expression without anchors and, except for strings, without capturing groups.</param>
internal sealed record ParameterType(string Name, Type Type, string Pattern)
{
    public const string Anything = ".*";
    private const string Integer = @"-?\d+";
    private const string Fraction = @"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?";
    private const string Quoted = """ "([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)' """;

    /// <summary>The types that need no declaration.</summary>
    public static IReadOnlyList<ParameterType> BuiltIn { get; } =
    [
        new(string.Empty, typeof(object), Anything),
        new("word", typeof(string), @"[^\s]+"),
        new("string", typeof(string), Quoted.Trim()),
        new("int", typeof(int), Integer),
        new("long", typeof(long), Integer),
        new("byte", typeof(byte), Integer),
        new("float", typeof(float), Fraction),
        new("double", typeof(double), Fraction),
        new("decimal", typeof(decimal), Fraction),
        new("Int16", typeof(short), Integer),
        new("Int32", typeof(int), Integer),
        new("Int64", typeof(long), Integer),
        new("Byte", typeof(byte), Integer),
        new("Single", typeof(float), Fraction),
        new("Double", typeof(double), Fraction),
        new("Decimal", typeof(decimal), Fraction),
        new("Boolean", typeof(bool), Anything),
        new("Char", typeof(char), Anything),
        new("DateTime", typeof(DateTime), Anything),
        new("Guid", typeof(Guid), Anything),
    ];

    /// <summary>What to write in its place, for messages and the step catalogue; empty if nobody said.</summary>
    public string Summary => string.Join(' ', Sources.Select(source => source.Summary).Where(summary => summary.Length > 0).Distinct());

    /// <summary>The transformations that declare it; none for built-in types and enums.</summary>
    public IReadOnlyList<TransformationBinding> Sources { get; init; } = [];

    public bool Accepts(string text) => Regex.IsMatch(text, $"^(?:{Pattern})$", RegexOptions.CultureInvariant);

    /// <summary>The group that captures the argument; a string has groups of its own, inside of its quotes.</summary>
    public string CapturingPattern => Name == "string" ? $"(?:{Pattern})" : $"({Pattern})";
}
