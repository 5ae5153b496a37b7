namespace JumpingVpn.Protocol.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_valid_and_the_protocols()
    {
        new ServerOptions().Validate();
        new ClientOptions().Validate();

        new ServerOptions().IdleTtl.Should().Be(TimeSpan.FromSeconds(30));
        new ServerOptions().MaximumDatagramSize.Should().Be(4096);
        new ClientOptions().SharedSecret.ToArray().Should().Equal("jumpingvpn-demo-secret"u8.ToArray());
    }

    [Fact]
    public void A_value_out_of_its_range_is_named_with_the_range()
    {
        Refused(new ServerOptions { IdleTtl = TimeSpan.Zero }, "IdleTtl is 0ms, but it must be a duration from 1ms to 24h.");
        Refused(new ServerOptions { MaximumSessions = 0 }, "MaximumSessions is 0, but it must be a whole number from 1 to 16777216.");
        Refused(new ServerOptions { MaximumNonces = 0 }, "MaximumNonces is 0*");
        Refused(new ServerOptions { MaximumDatagramSize = 511 }, "MaximumDatagramSize is 511*");
        Refused(new ServerOptions { SharedSecret = Array.Empty<byte>() }, "SharedSecret.Length is 0*");
        Refused(new ClientOptions { SendWindow = 65 }, "SendWindow is 65, but it must be a whole number from 1 to 64.");
        Refused(new ClientOptions { ReattachAttempts = 0 }, "ReattachAttempts is 0*");
        Refused(new ClientOptions { MaximumRetransmission = TimeSpan.FromMilliseconds(1) }, "MaximumRetransmission is 00:00:00.0010000*");
    }

    private static void Refused(ServerOptions options, string message) =>
        FluentActions
            .Invoking(() => new SessionServer(options, new TestEntropy(0)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(message);

    private static void Refused(ClientOptions options, string message) =>
        FluentActions
            .Invoking(() => new SessionClient(options, Addresses.Server, new TestEntropy(0)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(message);
}
