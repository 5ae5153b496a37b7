using System.Text;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>How long a payload may be where its message carries a MAC: the whole of a datagram, and not a byte more.</summary>
public sealed class LongPayloadTests
{
    private const string Around =
        """{"type":"DATA","session_id":"S-0123456789abcdef","seq":9223372036854775807,"""
        + "\"payload\":\"\",\"mac\":\"00112233445566778899aabbccddeeff\"}";

    private const string Marked = ",\"direction\":\"down\"";

    [Fact]
    public void Long_ones_after_short_ones_arrive_in_both_directions()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        string[] payloads = [.. new[] { 1, 192, 200, 1_000, 5, 1_000 }.Select(length => new string('y', length))];

        foreach (string payload in payloads)
        {
            pair.Send(payload);
            pair.Server.TrySend(pair.Session.Id, Encoding.ASCII.GetBytes(payload), pair.Now, out _).Should().BeTrue();
            pair.Run(TimeSpan.FromSeconds(1));
        }

        pair.Delivered.Should().Equal(["hello", .. payloads]);
        pair.Heard.Should().Equal(payloads);
    }

    [Fact]
    public void The_clients_fills_the_datagram()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        byte[] longest = Encoding.ASCII.GetBytes(new string('x', ProtocolDefaults.MaximumDatagramSize - Around.Length));

        pair.Client.TrySend(longest, pair.Now, out _).Should().BeTrue();
        Action tooLong = () => pair.Client.TrySend([.. longest, (byte)'x'], pair.Now, out _);
        tooLong.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_servers_fills_the_datagram()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        int room = ProtocolDefaults.MaximumDatagramSize - Around.Length - Marked.Length;
        byte[] longest = Encoding.ASCII.GetBytes(new string('x', room));

        pair.Server.TrySend(pair.Session.Id, longest, pair.Now, out _).Should().BeTrue();
        Action tooLong = () => pair.Server.TrySend(pair.Session.Id, [.. longest, (byte)'x'], pair.Now, out _);
        tooLong.Should().Throw<ArgumentException>();
    }
}
