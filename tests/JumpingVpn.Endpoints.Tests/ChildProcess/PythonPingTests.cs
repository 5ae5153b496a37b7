namespace JumpingVpn.Endpoints.Tests.ChildProcess;

public sealed class PythonPingTests : PingContract
{
    protected override string Specification => "python3 examples/endpoints/python/ping.py";

    protected override void RequireToolchain() => Toolchain.Require("python3");
}
