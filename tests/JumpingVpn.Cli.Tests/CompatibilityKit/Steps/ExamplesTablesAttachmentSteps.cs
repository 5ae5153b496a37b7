using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps that attach pictures.</summary>
[Binding]
public sealed class ExamplesTablesAttachmentSteps(IReqnrollOutputHelper output, FeatureContext feature)
{
    [When("a JPEG image is attached")]
    public void AttachJpeg() => Attach("cucumber.jpeg");

    [When("a PNG image is attached")]
    public void AttachPng() => Attach("cucumber.png");

    private void Attach(string name)
    {
        string path = Path.Combine(feature.FeatureInfo.FolderPath, name);
        Assert.True(File.Exists(path), path);
        output.AddAttachment(path);
    }
}
