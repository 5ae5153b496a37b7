namespace JumpingVpn.Endpoints;

/// <summary>An endpoint whose state can be kept and brought back: the one behind the WebAssembly door.</summary>
/// <remarks>Between calls only.</remarks>
public interface ISnapshotEndpoint : IEndpoint
{
    /// <summary>Copies its state.</summary>
    EndpointSnapshot Save();

    /// <summary>Brings a state back that the same endpoint, or another one of the same program, has had.</summary>
    void Restore(EndpointSnapshot snapshot);
}
