namespace JumpingVpn.Gherkin;

/// <summary>The context of one feature, shared by its scenarios and by the feature hooks.</summary>
public sealed class FeatureContext : ContextDictionary
{
    internal FeatureContext(FeatureInfo featureInfo)
    {
        FeatureInfo = featureInfo;
    }

    /// <summary>The facts of the feature.</summary>
    public FeatureInfo FeatureInfo { get; }
}
