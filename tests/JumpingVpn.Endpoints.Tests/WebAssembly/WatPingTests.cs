namespace JumpingVpn.Endpoints.Tests.WebAssembly;

public sealed class WatPingTests : PingContract
{
    protected override string Specification => "examples/endpoints/wat/ping.wat";
}
