using JumpingVpn.Endpoints;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>A QUIC server and a phone with a connection to it, which has carried one line.</summary>
internal sealed class QuicScene : IDisposable
{
    public QuicScene(IEndpointProgram quic, ulong seed, QuicHappening happening)
    {
        Scene = new Scene(LabFactory.Create("sim", seed));
        Scene.Endpoints.Load = _ => quic;
        Scene.Endpoints.Add("server", "quic", new EndpointPlace(Port: 4433, Configuration: "listen"));
        if (happening.Carrier is { } carrier)
        {
            Scene.Nats.Add("carrier", carrier);
        }

        Scene.Nats.Add("home", happening.Home, happening.Carrier is null ? null : "carrier");
        Scene.Links.SetDelay("home", TimeSpan.FromMilliseconds(20), TimeSpan.Zero);
        Scene.Endpoints.Add("phone", "quic", new EndpointPlace("home", Configuration: "connect server:4433"));
        Scene.Hosts.AddInterface("phone", "lte", behind: null);
        Scene.Links.SetDelay("phone.lte", TimeSpan.FromMilliseconds(20), TimeSpan.Zero);
        Scene.Peers.Add("laptop", "home");
        if (happening.IsDuringHandshake)
        {
            Scene.Traffic.DoNotWait();
        }

        Phone.Tell("send before");
        Scene.Pass(happening.Silence);
    }

    public Scene Scene { get; }

    public EndpointActor Phone => Scene.Endpoints.Find("phone");

    /// <summary>Loses datagrams of the phone, both ways, from now on.</summary>
    public void Lose(int percent) => Scene.Links.SetLoss("phone", Probability.FromPercent(percent));

    public void Dispose() => Scene.Dispose();
}
