using System.Globalization;

namespace JumpingVpn.Gherkin.Running;

/// <summary>Keeps what steps write.</summary>
internal sealed class ScenarioOutput : IReqnrollOutputHelper
{
    public List<string> Lines { get; } = [];

    public List<string> Attachments { get; } = [];

    public void WriteLine(string message) => Lines.Add(message);

    public void WriteLine(string format, params object[] args) => Lines.Add(string.Format(CultureInfo.InvariantCulture, format, args));

    public void AddAttachment(string filePath) => Attachments.Add(filePath);
}
