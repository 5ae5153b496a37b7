using JumpingVpn.Gherkin.Reporting;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Expressions;

/// <summary>The parameter types that the expressions of one vocabulary can use.</summary>
internal sealed class ParameterTypes
{
    private readonly OrderedDictionary<string, ParameterType> _byName = new(StringComparer.Ordinal);

    /// <summary>Joins the built-in types, the enums that steps take, and the argument transformations.</summary>
    /// <param name="enums">Enum types among the parameters of the steps.</param>
    /// <param name="transformations">The transformations.</param>
    /// <param name="report">Takes a sentence about each name that stands for two types.</param>
    public ParameterTypes(IEnumerable<Type> enums, IEnumerable<TransformationBinding> transformations, Action<string> report)
    {
        foreach (var builtIn in ParameterType.BuiltIn)
        {
            _byName.Add(builtIn.Name, builtIn);
        }

        var declared = transformations.SelectMany(Declared)
            .Concat(enums.Select(type => new ParameterType(type.Name, type, ParameterType.Anything)))
            .GroupBy(type => (type.Name, type.Type));
        foreach (var group in declared)
        {
            Add([.. group], report);
        }
    }

    /// <summary>The types that the vocabulary itself declares, in that order.</summary>
    public IReadOnlyList<ParameterType> DeclaredTypes => [.. _byName.Values.Where(type => !ParameterType.BuiltIn.Contains(type))];

    public ParameterType Find(string name) => _byName.TryGetValue(name, out var type)
        ? type
        : throw new FormatException(
            $"there is no parameter type {{{name}}}{Suggestion.Among(name, _byName.Keys.Where(known => known.Length > 0))}");

    // A transformation to a built-in type serves the alias of that type as well, e.g. {int} beside {Int32}.
    private static IEnumerable<ParameterType> Declared(TransformationBinding transformation)
    {
        var type = transformation.TargetType;
        var declared = new ParameterType(transformation.Name ?? type.Name, type, transformation.Pattern) { Sources = [transformation] };
        yield return declared;
        var alias = ParameterType.BuiltIn.FirstOrDefault(builtIn => builtIn.Type == type && builtIn.Name == Alias(type));
        if (alias is not null && alias.Name != transformation.Name)
        {
            yield return declared with { Name = alias.Name };
        }
    }

    private static string Alias(Type type) => type switch
    {
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(byte) => "byte",
        _ when type == typeof(float) => "float",
        _ when type == typeof(double) => "double",
        _ when type == typeof(decimal) => "decimal",
        _ => type.Name,
    };

    // Of several patterns each may match; one that accepts anything makes the others pointless.
    private void Add(List<ParameterType> declared, Action<string> report)
    {
        var type = declared[0];
        if (_byName.TryGetValue(type.Name, out var existing))
        {
            if (existing.Type != type.Type)
            {
                report(
                    $"the parameter type {{{type.Name}}} would stand for both {existing.Type} and {type.Type}: "
                    + "give one of them another Name");
                return;
            }

            declared.Insert(0, existing);
        }

        var patterns = declared.Select(each => each.Pattern).Distinct(StringComparer.Ordinal).ToList();
        var pattern = patterns.Count == 1 ? patterns[0]
            : patterns.Contains(ParameterType.Anything) ? ParameterType.Anything
            : string.Join('|', patterns.Select(each => $"(?:{each})"));
        _byName[type.Name] = type with { Pattern = pattern, Sources = [.. declared.SelectMany(each => each.Sources)] };
    }
}
