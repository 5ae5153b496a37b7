using System.Text.RegularExpressions;
using Reqnroll.Bindings;
using Reqnroll.Bindings.CucumberExpressions;
using Reqnroll.Bindings.Reflection;

namespace JumpingVpn.Features.Engine;

/// <summary>Makes a mistake in the regular expression of a transformation one of the vocabulary's problems; Reqnroll would throw.</summary>
internal sealed class ForgivingBindings(
    IStepDefinitionRegexCalculator regexes,
    ICucumberExpressionStepDefinitionBindingBuilderFactory builders,
    ICucumberExpressionDetector detector,
    IBindingRegistry registry
) : BindingFactory(regexes, builders, detector), IBindingFactory
{
    IStepArgumentTransformationBinding IBindingFactory.CreateStepArgumentTransformation(
        string regexString,
        IBindingMethod bindingMethod,
        string parameterTypeName,
        int order
    )
    {
        try
        {
            return CreateStepArgumentTransformation(regexString, bindingMethod, parameterTypeName, order);
        }
        catch (RegexParseException exception)
        {
            registry.RegisterGenericBindingError(
                new BindingError(
                    BindingErrorType.BindingError,
                    $"{bindingMethod.Type.Name}.{bindingMethod.Name}: \"{regexString}\": {exception.Message}"
                )
            );
            return CreateStepArgumentTransformation(null, bindingMethod, parameterTypeName, order);
        }
    }
}
