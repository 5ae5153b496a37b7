using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Hooks that attach a picture.</summary>
[Binding]
public sealed class HooksAttachmentSteps(IReqnrollOutputHelper output, FeatureContext feature)
{
    [BeforeScenario]
    public void Begin() => output.AddAttachment(Path.Combine(feature.FeatureInfo.FolderPath, "cucumber.svg"));

    [When("a step passes")]
    public void Pass() { }

    [AfterScenario]
    public void End() => output.AddAttachment(Path.Combine(feature.FeatureInfo.FolderPath, "cucumber.svg"));
}
