using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Tests.Terminal;

public class OpenFilesTests
{
    [Theory]
    [InlineData("Max open files            95                   4096                 files", false)]
    [InlineData("Max open files            96                   4096                 files", true)]
    [InlineData("Max open files            unlimited            unlimited            files", true)]
    [InlineData("Max processes             20                   20                   processes", true)]
    [InlineData("", true)]
    public void The_soft_limit_decides_and_what_cannot_be_read_does_not(string limits, bool enough) =>
        (OpenFiles.WhyTooFew($"Limit                     Soft Limit           Hard Limit           Units\n{limits}\n") is null)
            .Should()
            .Be(enough);
}
