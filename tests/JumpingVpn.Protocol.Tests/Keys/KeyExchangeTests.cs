using System.Text;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Tests.Keys;

public sealed class KeyExchangeTests
{
    // RFC 5903 section 8.1: the 256-bit random ECP group.
    private const string Initiator = "C88F01F510D9AC3F70A292DAA2316DE544E9AAB8AFE84049C62A9C57862D1433";
    private const string InitiatorX = "DAD0B65394221CF9B051E1FECA5787D098DFE637FC90B9EF945D0C3772581180";
    private const string InitiatorY = "5271A0461CDB8252D61F1C456FA3E59AB1F45B33ACCF5F58389E0577B8990BB3";
    private const string Responder = "C6EF9C5D78AE012A011164ACB397CE2088685D8F06BF9BE0B283AB46476BEE53";
    private const string ResponderX = "D12DFB5289C8D4F81208B70270398C342296970A0BCCB74C736FC7554494BF63";
    private const string ResponderY = "56FBF3CA366CC23E8157854C13C58D6AAC23F046ADA30F8353E74F33039872AB";
    private const string Shared = "D6840F6B42F6EDAFD13116E0E12565202FEF8E9ECE7DCE03812464D04B9442DE";

    private const string Order = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";

    [Fact]
    public void It_agrees_as_the_test_vector_of_RFC_5903_does()
    {
        using KeyExchange initiator = With(Initiator);
        using KeyExchange responder = With(Responder);

        Text(initiator).Should().Be("04" + (InitiatorX + InitiatorY).ToLowerInvariant());
        Text(responder).Should().Be("04" + (ResponderX + ResponderY).ToLowerInvariant());
        Agree(initiator, Text(responder)).Should().Be(Shared);
        Agree(responder, Text(initiator)).Should().Be(Shared);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    public void A_number_that_is_no_private_key_is_drawn_again(string drawn)
    {
        using KeyExchange exchange = With(drawn, Initiator);

        Text(exchange).Should().StartWith("04" + InitiatorX.ToLowerInvariant());
    }

    [Fact]
    public void The_smallest_and_the_largest_private_key_are_taken()
    {
        using KeyExchange smallest = With("0000000000000000000000000000000000000000000000000000000000000001");
        using KeyExchange largest = With(Order[..^1] + "0");

        Text(smallest)[..66].Should().Be(Text(largest)[..66], "they are the base point and its negative, which share x");
    }

    [Fact]
    public void An_entropy_source_that_never_gives_a_private_key_is_named()
    {
        var zeros = new ListEntropy(new byte[32 * 64]);

        Action make = () => new KeyExchange(zeros).Dispose();

        make.Should().Throw<InvalidOperationException>().WithMessage("The entropy source gave 64 numbers in a row*");
    }

    [Theory]
    [InlineData("04" + InitiatorX + "5271A0461CDB8252D61F1C456FA3E59AB1F45B33ACCF5F58389E0577B8990BB2")] // beside the curve
    [InlineData("04FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF" + InitiatorY)] // not of the field
    [InlineData(
        "040000000000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000000000000000000000000000000000000000000"
    )]
    [InlineData("05" + InitiatorX + InitiatorY)] // of no known form
    [InlineData("04" + InitiatorX)]
    [InlineData("00")] // the point at infinity
    [InlineData("")]
    public void What_is_no_point_of_the_curve_is_refused_without_an_exception(string point)
    {
        using KeyExchange exchange = With(Responder);
        var shared = new byte[KeyExchange.SharedLength];

        exchange.TryAgree(Encoding.ASCII.GetBytes(point.ToLowerInvariant()), shared).Should().BeFalse();
        shared.Should().OnlyContain(octet => octet == 0);
    }

    private static KeyExchange With(params string[] draws) => new(new ListEntropy(Convert.FromHexString(string.Concat(draws))));

    private static string Text(KeyExchange exchange) => Encoding.ASCII.GetString(exchange.PublicKeyText());

    private static string Agree(KeyExchange exchange, string peer)
    {
        var shared = new byte[KeyExchange.SharedLength];
        exchange.TryAgree(Encoding.ASCII.GetBytes(peer), shared).Should().BeTrue();
        return Convert.ToHexString(shared);
    }
}
