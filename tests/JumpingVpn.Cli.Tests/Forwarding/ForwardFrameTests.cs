using System.Text;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Tests.Forwarding;

public sealed class ForwardFrameTests
{
    [Theory]
    [InlineData(1u, "", "1:")]
    [InlineData(7u, "hello", "7:aGVsbG8")]
    [InlineData(4_294_967_295u, "\u00ff\u00fe", "4294967295:__4")]
    public void A_frame_is_the_flow_and_the_bytes(uint flow, string bytes, string text)
    {
        byte[] datagram = Encoding.Latin1.GetBytes(bytes);

        Encoding.ASCII.GetString(ForwardFrame.Write(flow, datagram)).Should().Be(text);

        ForwardFrame.TryRead(Encoding.ASCII.GetBytes(text), out uint read, out byte[] back).Should().BeTrue();
        read.Should().Be(flow);
        back.Should().Equal(datagram);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("hello")]
    [InlineData("message 1")]
    [InlineData("0:aGVsbG8")]
    [InlineData("01:aGVsbG8")]
    [InlineData("+1:aGVsbG8")]
    [InlineData("-1:aGVsbG8")]
    [InlineData(" 1:aGVsbG8")]
    [InlineData("1 :aGVsbG8")]
    [InlineData("4294967296:aGVsbG8")]
    [InlineData("99999999999999999999:aGVsbG8")]
    [InlineData("1:aGVsbG8=")]
    [InlineData("1:aGVs bG8")]
    [InlineData("1:aGVsbG8\n")]
    [InlineData("1:aGVs+G8/")]
    [InlineData("1:a")]
    [InlineData("1:aGVsbG9")]
    [InlineData("1:aGVsbG8:1")]
    [InlineData("1:é")]
    public void Anything_else_is_none(string text) => ForwardFrame.TryRead(Encoding.UTF8.GetBytes(text), out _, out _).Should().BeFalse();

    [Theory]
    [InlineData(SessionMode.Demo)]
    [InlineData(SessionMode.Psk)]
    public void The_longest_datagram_is_a_message_that_a_session_takes(SessionMode mode)
    {
        var options = new ClientOptions { Mode = mode, PreSharedKey = mode == SessionMode.Psk ? new byte[32] : default };
        using var client = new SessionClient(options, TransportAddress.FromIPv4(127, 0, 0, 1, 9), new SystemEntropy());
        byte[] frame = ForwardFrame.Write(uint.MaxValue, new byte[ForwardFrame.LongestDatagram(options.MaximumDatagramSize)]);

        client.TrySend(frame, TimeSpan.Zero, out _).Should().BeTrue();
    }
}
