namespace JumpingVpn.Endpoints.Tests.ChildProcess;

public sealed class JavaScriptPingTests : PingContract
{
    protected override string Specification => "node examples/endpoints/javascript/ping.js";

    protected override void RequireToolchain() => Toolchain.Require("node");
}
