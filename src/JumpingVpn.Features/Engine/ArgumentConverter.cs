using System.Globalization;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.Infrastructure;
using Reqnroll.Tracing;

namespace JumpingVpn.Features.Engine;

/// <summary>Reqnroll's converter, with one rule more: what a transformation of the vocabulary reads is not left to a type
/// converter.</summary>
internal sealed class ArgumentConverter(
    ITestTracer tracer,
    IBindingRegistry registry,
    IContextManager contexts,
    IAsyncBindingInvoker invoker
) : StepArgumentTypeConverter(tracer, registry, contexts, invoker), IStepArgumentTypeConverter
{
    private readonly IBindingRegistry _registry = registry;

    /// <summary>The transformation that would make the argument; null for none.</summary>
    public IStepArgumentTransformationBinding? TransformationFor(object value, IBindingType type) =>
        GetMatchingStepTransformation(value, type, traceWarning: false);

    /// <summary>A transformation for the type that does not accept the value; null for none.</summary>
    public IStepArgumentTransformationBinding? RefusingTransformationFor(IBindingType type) =>
        type is RuntimeBindingType { Type: { } target }
        && (target.IsPrimitive || target.IsEnum || target == typeof(decimal) || target == typeof(string))
            ? null
            : _registry.GetStepTransformations().FirstOrDefault(each => each.Regex is not null && each.Method.ReturnType.TypeEquals(type));

    /// <summary>True for a value that a transformation reads, or that a type converter may read.</summary>
    public bool Accepts(object value, IBindingType type) =>
        CanConvert(value, type, CultureInfo.InvariantCulture)
        && (TransformationFor(value, type) is not null || value is not string text || IsLeftToTypeConverters(text, type));

    bool IStepArgumentTypeConverter.CanConvert(object value, IBindingType typeToConvertTo, CultureInfo cultureInfo) =>
        Accepts(value, typeToConvertTo);

    // To the type converter of TimeSpan, `30` would be thirty days; to that of an enum, any number a member.
    private bool IsLeftToTypeConverters(string text, IBindingType type) =>
        RefusingTransformationFor(type) is null
        && (type is not RuntimeBindingType { Type: { IsEnum: true } target } || PlainValue.NamesMember(text, target));
}
