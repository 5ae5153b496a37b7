namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>Gives just these bytes, in this order, and zeros when they are spent; it remembers what it gave.</summary>
internal sealed class ListEntropy(byte[] bytes) : IEntropySource
{
    private int _given;

    /// <summary>Everything that was asked for, oldest first.</summary>
    public List<byte[]> Draws { get; } = [];

    public void Fill(Span<byte> destination)
    {
        int left = Math.Min(destination.Length, bytes.Length - _given);
        bytes.AsSpan(_given, left).CopyTo(destination);
        destination[left..].Clear();
        _given += left;
        Draws.Add(destination.ToArray());
    }
}
