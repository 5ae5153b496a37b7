using System.Buffers.Binary;
using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Tests.Stun;

public sealed class StunResponderTests
{
    private const int HeadersOfIPv6 = 48;

    private static readonly TransportAddress Asker = TransportAddress.FromIPv4(198, 51, 100, 7, 40_000);
    private static readonly TransportAddress Address = TransportAddress.FromIPv4(203, 0, 113, 10, 3478);
    private static readonly TransportAddress Other = TransportAddress.FromIPv4(203, 0, 113, 11, 3478);

    private static readonly StunResponder OfTwo = new([Address, Address.WithPort(3479), Other, Other.WithPort(3479)]);
    private static readonly StunResponder OfOne = new([Address, Address.WithPort(3479)]);

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(false, true, 1)]
    [InlineData(true, false, 2)]
    [InlineData(true, true, 3)]
    public void It_answers_from_where_it_is_asked_to(bool address, bool port, int from)
    {
        StunAnswer answer = Ask(OfTwo, StunMessage.NewRequest() with { ChangeAddress = address, ChangePort = port });

        answer.LeavesFrom.Should().Be(from);
        answer.Destination.Should().Be(Asker);
        answer.Message.Mapped.Should().Be(Asker);
        answer.Message.Other.Should().Be(Other.WithPort(3479));
    }

    [Fact]
    public void With_one_address_it_names_its_other_port_and_refuses_to_change_the_address()
    {
        Ask(OfOne, StunMessage.NewRequest()).Message.AlternateServer.Should().Be(Address.WithPort(3479));
        Ask(OfOne, StunMessage.NewRequest()).Message.Other.Should().BeNull();
        Ask(OfOne, StunMessage.NewRequest() with { ChangePort = true }).LeavesFrom.Should().Be(1);
        StunMessage refused = Ask(OfOne, StunMessage.NewRequest() with { ChangeAddress = true }).Message;
        refused.ErrorCode.Should().Be(420);
        refused.Unknown.Should().Equal((ushort)StunAttribute.ChangeRequest);
    }

    [Fact]
    public void An_answer_goes_to_another_port_but_never_to_another_host()
    {
        StunAnswer answer = Ask(OfTwo, StunMessage.NewRequest() with { ResponsePort = 5_000 });

        answer.Destination.Should().Be(Asker.WithPort(5_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(53)]
    [InlineData(1_023)]
    public void No_answer_goes_to_a_well_known_port_that_did_not_ask(ushort port) =>
        Ask(OfTwo, StunMessage.NewRequest() with { ResponsePort = port }).Message.ErrorCode.Should().Be(400);

    [Fact]
    public void What_must_be_understood_and_is_not_is_named()
    {
        byte[] padding = [.. StunReaderTests.Write(StunMessage.NewRequest()), 0, 0x26, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(padding.AsSpan(2), 4);

        StunMessage answer = OfTwo.Answer(padding, Asker, 0)!.Value.Message;

        answer.ErrorCode.Should().Be(420);
        answer.Unknown.Should().Equal(0x26);
    }

    [Fact]
    public void Nothing_but_a_request_is_answered()
    {
        foreach (StunKind kind in (StunKind[])[StunKind.Success, StunKind.Error, StunKind.Indication])
        {
            OfTwo.Answer(StunReaderTests.Write(StunMessage.NewRequest() with { Kind = kind }), Asker, 0).Should().BeNull();
        }
    }

    [Fact]
    public void No_answer_is_more_than_2_1_times_its_request_on_the_wire()
    {
        TransportAddress asker = new(UInt128.MaxValue, 40_000);
        var responder = new StunResponder([.. Enumerable.Range(1, 4).Select(i => new TransportAddress((UInt128)i << 100, 3478))]);
        byte[] shortest = StunReaderTests.Write(StunMessage.NewRequest());
        byte[] manyUnknown =
        [
            .. shortest,
            .. Enumerable.Range(0x100, 300).SelectMany(type => (byte[])[(byte)(type >> 8), (byte)type, 0, 0]),
        ];
        BinaryPrimitives.WriteUInt16BigEndian(manyUnknown.AsSpan(2), (ushort)(manyUnknown.Length - StunWriter.HeaderBytes));

        foreach (byte[] request in (byte[][])[shortest, manyUnknown])
        {
            byte[] answer = StunReaderTests.Write(responder.Answer(request, asker, 0)!.Value.Message);
            (answer.Length + HeadersOfIPv6).Should().BeLessThanOrEqualTo((request.Length + HeadersOfIPv6) * 21 / 10);
        }

        StunReaderTests.Write(responder.Answer(shortest, asker, 0)!.Value.Message).Should().HaveCount(92);
    }

    [Fact]
    public void An_address_has_so_many_answers_in_a_second_and_no_more()
    {
        var budget = new AnswerBudget();

        int spent = Enumerable.Range(0, 5_000).Count(i => budget.TrySpend(Asker.WithPort((ushort)(i + 1)), second: 4));

        spent.Should().Be(AnswerBudget.AnswersPerSecond);
        budget.TrySpend(Asker, second: 5).Should().BeTrue();
    }

    private static StunAnswer Ask(StunResponder responder, StunMessage request) =>
        responder.Answer(StunReaderTests.Write(request), Asker, 0)!.Value;
}
