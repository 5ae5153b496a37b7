namespace JumpingVpn.Features.Documents;

/// <summary>Gives the parser its lines until it is told to stop: a large file must not hold up an interrupted command.</summary>
internal sealed class StoppableReader(string text, CancellationToken stop) : StringReader(text)
{
    public override string? ReadLine()
    {
        stop.ThrowIfCancellationRequested();
        return base.ReadLine();
    }
}
