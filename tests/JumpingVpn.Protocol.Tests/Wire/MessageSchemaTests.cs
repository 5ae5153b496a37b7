using System.Numerics;
using System.Text;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

/// <summary>What has to hold between the rows of the schema, whatever types there are.</summary>
public sealed class MessageSchemaTests
{
    public static TheoryData<MessageType> Types => [.. Enum.GetValues<MessageType>().Except([MessageType.Unknown])];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_row_says_what_a_reader_a_writer_and_a_mac_have_to_know(MessageType type)
    {
        MessageRow row = MessageSchema.Of(type);

        row.Type.Should().Be(type);
        row.From.Should().NotBe(Sender.Nobody);
        row.Rule.Should().NotBe(MacRule.Refused);
        row.Written[^1].Should().Be(Members.Mac, "a protected message has room for its code, and the writer puts it last");
        row.Written.Should().OnlyHaveUniqueItems();
        (row.Known & row.Required).Should().Be(row.Required);
        (row.Known & row.Echoed).Should().Be(row.Echoed);
        row.LeftOut.Should().NotContain(left => (left & row.Required) != 0, "what is left out is missed by nobody");
        row.Written.Contains(Members.Note).Should().Be(row.Note is not null);
    }

    [Fact]
    public void What_a_refusal_echoes_has_a_place_in_it()
    {
        MessageRow error = MessageSchema.Of(MessageType.Error);

        foreach (MessageRow row in MessageSchema.Rows)
        {
            (row.Echoed & error.Known).Should().Be(row.Echoed, "{0} is refused by an ERROR", row.Name);
        }
    }

    [Fact]
    public void What_is_no_message_of_this_version_has_no_members()
    {
        MessageRow row = MessageSchema.Of(MessageType.Unknown);

        (row.From, row.Rule, row.Known, row.Echoed).Should().Be((Sender.Nobody, MacRule.Refused, Members.None, Members.None));
    }

    [Fact]
    public void Each_member_has_one_row_and_one_name()
    {
        IEnumerable<Members> single = Enum.GetValues<Members>().Where(member => BitOperations.PopCount((uint)member) == 1);

        MemberSchema.Rows.Select(row => row.Member).Should().BeEquivalentTo(single);
        MemberSchema.Rows.Select(row => row.Name).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_is_written_with_all_members_is_read_back_with_all(MessageType type)
    {
        MessageRow row = MessageSchema.Of(type);
        byte[] datagram = new MessageWriter().Write(MessageSamples.Whole(row)).ToArray();

        new MessageReader(4_096, withKeys: true).Read(datagram, out WireMessage read).Should().Be(ReadOutcome.Message);
        read.Type.Should().Be(type);
        read.Present.Should().Be(row.Known);
        Encoding.UTF8.GetString(new MessageWriter().Write(read)).Should().Be(Encoding.UTF8.GetString(WithoutNote(datagram, row)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Without_a_member_that_it_needs_it_is_malformed(MessageType type)
    {
        MessageRow row = MessageSchema.Of(type);
        foreach (Members member in row.Written.Where(member => (row.Known & member) != 0))
        {
            WireMessage message = MessageSamples.Whole(row);
            message.Present &= ~member;
            byte[] datagram = new MessageWriter().Write(message).ToArray();

            ReadOutcome expected = (row.Required & member) != 0 ? ReadOutcome.Malformed : ReadOutcome.Message;
            new MessageReader(4_096, withKeys: true).Read(datagram, out _).Should().Be(expected, "{0} without {1}", row.Name, member);
        }
    }

    private static byte[] WithoutNote(byte[] datagram, MessageRow row) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(datagram).Replace($",\"note\":\"{row.Note}\"", "", StringComparison.Ordinal));
}
