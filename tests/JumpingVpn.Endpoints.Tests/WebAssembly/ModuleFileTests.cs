using JumpingVpn.Endpoints.WebAssembly;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Endpoints.Tests.WebAssembly;

public sealed class ModuleFileTests
{
    [Fact]
    public void A_file_is_read_whole()
    {
        byte[] bytes = new byte[200_000];
        bytes[^1] = 1;
        using TemporaryDirectory directory = new();
        string path = directory.Write("some.wasm", bytes);

        ModuleFile.Read(path, TimeSpan.FromSeconds(30)).Should().Equal(bytes);
    }

    [LinuxFact]
    public void A_device_that_never_ends_is_refused()
    {
        Action reading = () => ModuleFile.Read("/dev/zero", TimeSpan.FromSeconds(60));

        reading.Should().Throw<IOException>().WithMessage("it has more than 256 MiB");
    }

    [SkippableFact]
    public void A_pipe_that_nobody_writes_to_is_refused_after_its_time()
    {
        Toolchain.Require("mkfifo");
        using TemporaryDirectory directory = new();
        string pipe = Path.Combine(directory.Path, "pipe.wat");
        Toolchain.Run("mkfifo", pipe);
        using EndpointPrograms programs = new(new EndpointBounds { Patience = TimeSpan.FromMilliseconds(100) });

        programs
            .Invoking(it => it.Load(pipe, "/"))
            .Should()
            .Throw<EndpointException>()
            .WithMessage("*is not a WebAssembly module that can be loaded: it could not be read within 0.1 s");
    }
}
