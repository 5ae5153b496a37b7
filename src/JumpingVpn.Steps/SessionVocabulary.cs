using System.Reflection;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Lab;

namespace JumpingVpn.Steps;

/// <summary>The sentences of this assembly, with those of a user's own assemblies beside them.</summary>
public static class SessionVocabulary
{
    /// <summary>Collects the steps. A scene that refuses what a scenario asks for makes that scenario broken, not failed.</summary>
    /// <param name="own">Assemblies of steps that a user wrote.</param>
    /// <returns>The vocabulary; it is the caller's to dispose of.</returns>
    public static StepVocabulary Load(params IReadOnlyList<Assembly> own) =>
        StepVocabulary.From([typeof(SessionVocabulary).Assembly, .. own], static exception => exception is SceneException);
}
