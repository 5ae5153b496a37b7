namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>Who is behind a <see cref="NativeHost"/>.</summary>
/// <param name="host">What the guest asks.</param>
/// <param name="bounds">How much it may ask for.</param>
/// <param name="probe">In a process that is there for one guest alone, finds out whether memory is there that it speaks of; null to trust
/// it, but for null pointers.</param>
internal sealed unsafe class HostSide(IEndpointHost host, EndpointBounds bounds, MemoryProbe? probe)
{
    public IEndpointHost Host => host;

    public EndpointBounds Bounds => bounds;

    /// <summary>Whether this process is there for one guest alone.</summary>
    public bool IsAlone => probe is not null;

    public bool CanRead(byte* bytes, uint length) => length == 0 || (bytes is not null && probe?.CanRead(bytes, length) != false);

    public bool CanWrite(byte* bytes, uint length) => length == 0 || (bytes is not null && probe?.CanWrite(bytes, length) != false);
}
