using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.CommandTree;
using JumpingVpn.Protocol;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Arguments;

public class PreSharedKeyTextTests
{
    [Theory]
    [InlineData("a key of more than sixteen bytes\r\n", true)]
    [InlineData("too short", false)]
    public void Nothing_of_a_file_stays_where_it_was_read_to(string text, bool isKey)
    {
        using var directory = new TemporaryDirectory();
        byte[] buffer = new byte[PreSharedKeyText.BufferLength];
        Array.Fill(buffer, (byte)0xAA); // so that it is seen to be overwritten even where the file is short

        PreSharedKeyText.FromFile(directory.Write("psk.txt", text), buffer).IsValid.Should().Be(isKey);

        buffer.Should().OnlyContain(octet => octet == 0);
    }

    [Fact]
    public void The_key_of_a_command_is_zeros_when_the_command_is_done()
    {
        byte[] key = "a key of more than sixteen bytes"u8.ToArray();
        var secret = new SessionSecret(SessionMode.Psk, key);
        secret.PreSharedKey.Should().Contain(octet => octet != 0);

        secret.Dispose();

        key.Should().OnlyContain(octet => octet == 0);
    }
}
