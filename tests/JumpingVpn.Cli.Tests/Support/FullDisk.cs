using System.Text;

namespace JumpingVpn.Cli.Tests.Support;

/// <summary>A writer behind which there is no room.</summary>
internal sealed class FullDisk : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new IOException("No space left on device");
}
