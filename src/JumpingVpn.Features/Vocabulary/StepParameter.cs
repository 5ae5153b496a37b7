using System.Reflection;
using Reqnroll.Bindings;

namespace JumpingVpn.Features.Vocabulary;

/// <summary>A parameter type that steps can use: <c>{duration}</c>.</summary>
/// <param name="Name">What stands between the braces.</param>
/// <param name="Type">What the step's method gets.</param>
/// <param name="Summary">What is accepted, from the XML documentation of the method that reads it; empty if there is none.</param>
public sealed record StepParameter(string Name, Type Type, string Summary)
{
    internal static StepParameter Of(IStepArgumentTransformationBinding binding)
    {
        MethodInfo method = StepVocabulary.MethodOf(binding);
        return new StepParameter(binding.Name, method.ReturnType, XmlDocumentation.Of(method).Summary);
    }
}
