namespace JumpingVpn.Lab.Tests;

public sealed class LabFactoryTests
{
    [Fact]
    public void An_unknown_backend_is_refused_with_those_there_are()
    {
        Action creating = () => LabFactory.Create("carrier pigeon", seed: 1);

        creating.Should().Throw<ArgumentException>().WithMessage("*carrier pigeon*sim and udp*");
    }
}
