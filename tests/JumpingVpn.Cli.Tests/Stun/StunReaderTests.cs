using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Tests.Stun;

public sealed class StunReaderTests
{
    private static readonly TransportAddress Four = TransportAddress.FromIPv4(192, 0, 2, 1, 32_853);
    private static readonly TransportAddress Six = Parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853");

    [Fact]
    public void What_is_written_is_read_back()
    {
        foreach (TransportAddress address in (TransportAddress[])[Four, Six])
        {
            StunMessage message = StunMessage.NewRequest() with
            {
                Kind = StunKind.Success,
                Mapped = address,
                Origin = address.WithPort(1),
                Other = address.WithPort(2),
                AlternateServer = address.WithPort(3),
            };

            StunReader.Read(Write(message)).Should().BeEquivalentTo(message);
        }
    }

    [Fact]
    public void A_request_is_read_back_with_what_it_asks_for()
    {
        StunMessage message = StunMessage.NewRequest() with { ChangeAddress = true, ChangePort = true, ResponsePort = 4_242 };

        StunReader.Read(Write(message)).Should().BeEquivalentTo(message);
    }

    [Fact]
    public void An_error_is_read_back()
    {
        StunMessage message = StunMessage.NewRequest() with { Kind = StunKind.Error, ErrorCode = 420, Unknown = [3, 0x26] };

        StunReader.Read(Write(message)).Should().BeEquivalentTo(message);
    }

    /// <summary>RFC 5769 section 2.2: the XOR-MAPPED-ADDRESS of the sample response for IPv4.</summary>
    [Fact]
    public void The_sample_of_the_RFC_is_understood()
    {
        byte[] datagram = Convert.FromHexString("0101000C2112A442B7E7A701BC34D686FA87DFAE" + "002000080001A147E112A643");

        StunReader.Read(datagram)!.Mapped.Should().Be(Four);
    }

    [Fact]
    public void Of_several_attributes_of_a_kind_the_first_counts()
    {
        byte[] datagram = Convert.FromHexString(
            "010100182112A442B7E7A701BC34D686FA87DFAE" + "002000080001A147E112A643" + "0020000800010000E112A643"
        );

        StunReader.Read(datagram)!.Mapped.Should().Be(Four);
    }

    [Fact]
    public void Every_mutilation_is_read_or_refused_and_nothing_throws()
    {
        byte[] whole = Write(
            StunMessage.NewRequest() with
            {
                Kind = StunKind.Success,
                Mapped = Six,
                Other = Four,
                ResponsePort = 1,
                ErrorCode = 400,
                Unknown = [7],
            }
        );
        for (int length = 0; length < whole.Length; length++)
        {
            StunReader.Read(whole.AsSpan(0, length)).Should().BeNull("it is cut to {0} bytes", length);
        }

        int read = 0;
        for (int i = 0; i < whole.Length * 256; i++)
        {
            byte[] changed = [.. whole];
            changed[i / 256] = (byte)i;
            read += StunReader.Read(changed) is null ? 0 : 1;
        }

        read.Should().BeInRange(1, (whole.Length * 256) - 1);
    }

    [Fact]
    public void Noise_is_refused()
    {
        var random = new Random(7);
        byte[] noise = new byte[600];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(noise);
            StunReader.Read(noise.AsSpan(0, random.Next(noise.Length))).Should().BeNull();
        }
    }

    internal static byte[] Write(StunMessage message)
    {
        byte[] buffer = new byte[StunWriter.MaxBytes];
        return buffer[..StunWriter.Write(message, buffer)];
    }

    private static TransportAddress Parse(string text) =>
        TransportAddress.TryParse(text, out TransportAddress address) ? address : throw new FormatException(text);
}
