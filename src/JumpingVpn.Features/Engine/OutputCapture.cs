using Reqnroll.Infrastructure;
using Reqnroll.Tracing;

namespace JumpingVpn.Features.Engine;

/// <summary>Keeps what the steps of one scenario write by <c>IReqnrollOutputHelper</c>. One a worker; emptied for each scenario.</summary>
internal sealed class OutputCapture : ITraceListener, IReqnrollAttachmentHandler
{
    private List<string> _lines = [];
    private List<string> _attachments = [];

    public void WriteTestOutput(string message) => _lines.Add(message);

    public void WriteToolOutput(string message) { }

    public void AddAttachment(string filePath) => _attachments.Add(filePath);

    /// <summary>Hands over what was written since the last call.</summary>
    public (IReadOnlyList<string> Lines, IReadOnlyList<string> Attachments) Take()
    {
        (List<string> _lines, List<string> _attachments) taken = (_lines, _attachments);
        _lines = [];
        _attachments = [];
        return taken;
    }
}
