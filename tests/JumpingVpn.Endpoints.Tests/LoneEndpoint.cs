using JumpingVpn.Simulation;

namespace JumpingVpn.Endpoints.Tests;

/// <summary>One endpoint on its own network, with a host to send to it.</summary>
internal sealed class LoneEndpoint : IDisposable
{
    public const ushort Port = 4000;

    private readonly SimulatedChannel _other;

    public LoneEndpoint(IEndpointProgram program, EndpointBounds? bounds = null, string configuration = "")
    {
        SimulatedHost host = Net.AddHost("guest");
        _other = Net.AddHost("other").OpenChannel(port: 9);
        EndpointWorld world = new(host.Clock, origin: 0, new StreamEntropy(Net.Random.Stream("guest")), Says, bounds);
        Driver = new EndpointDriver(program, new EndpointSetup("guest", 1, configuration), world, [host.OpenChannel(Port)]);
        Driver.Start();
    }

    public SimulatedNetwork Net { get; } = new(seed: 1);

    public SayLog Says { get; } = new();

    public EndpointDriver Driver { get; }

    /// <summary>How it failed; an empty text where it did not.</summary>
    public string Failure => Driver.Failure?.Message ?? "";

    public void SendToIt(params byte[] datagram)
    {
        _other.Send(datagram, Driver.Addresses[0]);
        Net.RunFor(TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        Driver.Dispose();
        _other.Dispose();
    }
}
