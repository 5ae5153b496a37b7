namespace JumpingVpn.Endpoints;

/// <summary>Takes what an endpoint says, and how it ends.</summary>
/// <remarks>Called during a call of the guest: it must not call the endpoint. It must not throw.</remarks>
public interface IEndpointObserver
{
    /// <summary>The guest said something.</summary>
    void OnSay(string line);

    /// <summary>The guest broke the contract or died; it is called no more.</summary>
    /// <param name="failure">Its message names the endpoint, the call and the time.</param>
    void OnFailed(EndpointException failure);
}
