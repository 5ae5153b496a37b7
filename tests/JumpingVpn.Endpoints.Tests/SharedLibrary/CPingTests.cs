using JumpingVpn.TestSupport;

namespace JumpingVpn.Endpoints.Tests.SharedLibrary;

public sealed class CPingTests : PingContract
{
    private static readonly Lazy<string> Library = new(Build);

    protected override string Specification => Library.Value;

    protected override void RequireToolchain() => Toolchain.Require("cc");

    private static string Build()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "c-ping.so");
        Toolchain.Run(
            "cc",
            "-shared",
            "-fPIC",
            "-O2",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-fvisibility=hidden",
            "-I",
            RepositoryFiles.PathOf("src", "JumpingVpn.Endpoints"),
            "-o",
            library,
            RepositoryFiles.PathOf("examples", "endpoints", "c", "ping.c")
        );
        return library;
    }
}
