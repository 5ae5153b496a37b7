namespace JumpingVpn.Endpoints;

/// <summary>A guest's program, loaded once; any number of endpoints run it.</summary>
/// <remarks>Thread rule: any thread. Disposal comes after that of its endpoints.</remarks>
public interface IEndpointProgram : IDisposable
{
    /// <summary>Creates an endpoint that runs it.</summary>
    /// <param name="setup">Who it is.</param>
    /// <param name="host">What it may call; used during calls only.</param>
    /// <exception cref="EndpointException">The guest refused, or failed.</exception>
    IEndpoint Create(EndpointSetup setup, IEndpointHost host);
}
