using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Arguments;

public sealed class BoundedFileTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_short_enough_is_read_as_it_is() => BoundedFile.ReadText(_folder.Write("f", "ä\nb"), 1).Should().Be("ä\nb");

    [Fact]
    public void What_is_longer_is_refused()
    {
        string path = _folder.Write("f", new string('x', (1 << 20) + 1));

        Action read = () => BoundedFile.ReadText(path, 1);

        read.Should().Throw<IOException>().WithMessage("it has more than 1 MiB, which no such file has.");
    }

    [LinuxTheory]
    [InlineData("replay", "/dev/zero")]
    [InlineData("nat", "--listen", "127.0.0.1:0", "--to", "127.0.0.1:9", "--schedule", "/dev/zero")]
    public async Task An_endless_file_is_a_usage_error(params string[] arguments)
    {
        (int code, string _, string error) = await CliCall.RunAsync(arguments);

        code.Should().Be(ExitCode.Usage);
        error.Should().Contain("/dev/zero");
    }
}
