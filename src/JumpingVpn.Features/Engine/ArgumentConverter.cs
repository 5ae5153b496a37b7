using System.Globalization;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.Infrastructure;
using Reqnroll.Tracing;

namespace JumpingVpn.Features.Engine;

/// <summary>Reqnroll's converter, with one rule more: what a transformation of the vocabulary reads is not left to a type converter.</summary>
internal sealed class ArgumentConverter(
    ITestTracer tracer, IBindingRegistry registry, IContextManager contexts, IAsyncBindingInvoker invoker)
    : StepArgumentTypeConverter(tracer, registry, contexts, invoker), IStepArgumentTypeConverter
{
    private readonly IBindingRegistry _registry = registry;

    /// <summary>The transformation that would make the argument; null for none.</summary>
    public IStepArgumentTransformationBinding? TransformationFor(object value, IBindingType type) =>
        GetMatchingStepTransformation(value, type, traceWarning: false);

    /// <summary>A transformation for the type that does not accept the value; null for none.</summary>
    public IStepArgumentTransformationBinding? RefusingTransformationFor(IBindingType type) => type is RuntimeBindingType { Type: { } target }
        && (target.IsPrimitive || target.IsEnum || target == typeof(decimal) || target == typeof(string))
            ? null
            : _registry.GetStepTransformations().FirstOrDefault(each => each.Regex is not null && each.Method.ReturnType.TypeEquals(type));

    // To the type converter of TimeSpan, `30` would be thirty days.
    bool IStepArgumentTypeConverter.CanConvert(object value, IBindingType typeToConvertTo, CultureInfo cultureInfo) =>
        CanConvert(value, typeToConvertTo, cultureInfo)
        && (TransformationFor(value, typeToConvertTo) is not null || value is not string || RefusingTransformationFor(typeToConvertTo) is null);
}
