using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps that write and attach.</summary>
[Binding]
public sealed class AttachmentsSteps(IReqnrollOutputHelper output, FeatureContext feature)
{
    [When("the string {string} is attached as {string}")]
    public void AttachText(string text, string mediaType) => Attach(text, mediaType);

    [When("the string {string} is attached as {string} before a failure")]
    public void AttachTextAndFail(string text, string mediaType)
    {
        Attach(text, mediaType);
        throw new InvalidOperationException("it fails");
    }

    [When("the following string is attached as {string}:")]
    public void AttachDocString(string mediaType, string text) => Attach(text, mediaType);

    [When("the string {string} is logged")]
    public void Log(string text) => output.WriteLine(text);

    [When("text with ANSI escapes is logged")]
    public void LogColours() => output.WriteLine("\e[31mred\e[0m");

    [When("an array with {int} bytes is attached as {string}")]
    public void AttachBytes(int count, string mediaType) => Attach(new string('\0', count), mediaType);

    [When("a PDF document is attached and renamed")]
    public void AttachPdf() => output.AddAttachment(Path.Combine(feature.FeatureInfo.FolderPath, "document.pdf"));

    [When("a link to {string} is attached")]
    public void AttachLink(string address) => output.AddAttachment(address);

    // Reqnroll attaches files; it has no place for a media type.
    private void Attach(string text, string mediaType)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaType);
        string path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        output.AddAttachment(path);
        File.Delete(path);
    }
}
