namespace JumpingVpn.Endpoints;

/// <summary>The random stream of one endpoint.</summary>
public interface IEndpointEntropy
{
    /// <summary>Fills a buffer with the next bytes of the stream.</summary>
    void Fill(Span<byte> bytes);
}
