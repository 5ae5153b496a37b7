namespace JumpingVpn.Endpoints.Tests;

/// <summary>Keeps what an endpoint said, and how it failed.</summary>
internal sealed class SayLog : IEndpointObserver
{
    public List<string> Lines { get; } = [];

    public EndpointException? Failure { get; private set; }

    public void OnSay(string line) => Lines.Add(line);

    public void OnFailed(EndpointException failure) => Failure = failure;
}
