using System.Reflection;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>Makes method arguments of what a step says: by a transformation of the vocabulary, else by the plain conversions.</summary>
internal sealed class ArgumentConverter(StepVocabulary vocabulary)
{
    /// <summary>Says whether a value can become an argument. A transformation that accepts the value is trusted, not called.</summary>
    public bool CanConvert(object value, Type type, out string? problem)
    {
        problem = null;
        if (FindTransformation(value, type) is not null || type.IsInstanceOfType(value))
        {
            return true;
        }

        try
        {
            ConvertPlainly(value, type);
            return true;
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
            return false;
        }
    }

    /// <summary>Makes the argument.</summary>
    /// <exception cref="FormatException">The value does not fit. A transformation may throw whatever it likes.</exception>
    public object? Convert(object value, Type type, ObjectContainer container)
    {
        if (FindTransformation(value, type) is { } transformation)
        {
            return transformation.Call.Invoke(container.TargetOf(transformation.Call), Inputs(transformation, value, container));
        }

        return type.IsInstanceOfType(value) ? value : ConvertPlainly(value, type);
    }

    /// <summary>Says whether the conversion can be tried out before the scenario runs: it asks for nothing from the scenario.</summary>
    public bool IsPure(object value, Type type) => FindTransformation(value, type) is not { } transformation
        || (NeedsNothing(transformation.Call.Method)
            && Array.TrueForAll(transformation.Call.ParameterTypes, input => IsPure(value, input) || input == type));

    private static bool NeedsNothing(MethodInfo method) => method.IsStatic
        || Array.TrueForAll(method.ReflectedType!.GetConstructors(), constructor => constructor.GetParameters().Length == 0);

    // What the vocabulary reads itself is not left to a type converter: to that of TimeSpan, `30` would be thirty days.
    private object? ConvertPlainly(object value, Type type)
    {
        var own = vocabulary.Transformations.FirstOrDefault(each => each.TargetType == type && each.Regex is not null);
        return own is null || value is not string || type.IsPrimitive || type.IsEnum || type == typeof(decimal)
            ? PlainConverter.Convert(value, type)
            : throw new FormatException(
                $"`{value}` is no {{{own.Name ?? type.Name}}}" + (own.Summary.Length > 0 ? $": {own.Summary}" : string.Empty));
    }

    private object?[] Inputs(TransformationBinding transformation, object value, ObjectContainer container)
    {
        var types = transformation.Call.ParameterTypes;
        if (value is not string text || transformation.Regex?.Match(text) is not { } match)
        {
            return [Input(value, types[0], transformation, container)];
        }

        return [.. match.Groups.Values.Skip(1).Select((group, index) => Input(group.Value, types[index], transformation, container))];
    }

    // A transformation that takes what it returns, e.g. text to text, must not be asked for its own input.
    private object? Input(object value, Type type, TransformationBinding transformation, ObjectContainer container) =>
        type == transformation.TargetType && type.IsInstanceOfType(value) ? value : Convert(value, type, container);

    private TransformationBinding? FindTransformation(object value, Type type) =>
        vocabulary.Transformations.FirstOrDefault(transformation => transformation.Accepts(value, type));
}
