using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

/// <summary>What holds for every message, whatever is in it. The seeds are fixed, so that a run can be repeated.</summary>
[Properties(MaxTest = 2_000, Replay = "7301,7303", QuietOnSuccess = true)]
public sealed class MessageProperties
{
    private static readonly SessionId Id = new(0x0123_4567_89AB_CDEF);

    [Property]
    public void No_bytes_throw_and_the_same_bytes_read_the_same(byte[] bytes)
    {
        ReadOutcome once = Read(bytes, out string first);
        ReadOutcome again = Read(bytes, out string second);

        (once, first).Should().Be((again, second));
    }

    [Property]
    public void What_is_written_is_read_back(NonEmptyString payload, PositiveInt sequence)
    {
        string text = Valid(payload.Get);

        byte[] datagram = Data(sequence.Get, text);

        var reader = new MessageReader(65_507);
        reader.Read(datagram, out WireMessage message).Should().Be(ReadOutcome.Message);
        Encoding.UTF8.GetString(message.PayloadIsEscaped ? reader.Unescape(message).Payload : message.Payload).Should().Be(text);
        (message.Type, message.SessionId, message.Sequence).Should().Be((MessageType.Data, Id, (long)sequence.Get));
    }

    [Property]
    public Property Unknown_members_white_space_and_order_change_nothing() =>
        Prop.ForAll(
            Gen.Shuffle(["type", "session_id", "seq", "payload", "zebra"]).ToArbitrary(),
            ArbMap.Default.ArbFor<string>(),
            ArbMap.Default.ArbFor<bool>(),
            (order, unknown, indented) =>
            {
                var members = new JsonObject();
                foreach (string name in order)
                {
                    members.Add(
                        name,
                        name switch
                        {
                            "type" => "DATA",
                            "session_id" => Id.ToString(),
                            "seq" => 7,
                            "payload" => "hello",
                            _ => new JsonArray(Valid(unknown ?? ""), new JsonObject { ["type"] = "TERMINATE", ["seq"] = -1 }),
                        }
                    );
                }

                byte[] datagram = Encoding.UTF8.GetBytes(members.ToJsonString(new JsonSerializerOptions { WriteIndented = indented }));
                Read(datagram, out string read).Should().Be(ReadOutcome.Message);
                read.Should().Be($"Data {Id} 7 hello");
            }
        );

    [Property]
    public void A_cut_message_is_no_message(NonEmptyString payload, PositiveInt cut)
    {
        byte[] datagram = Data(1, Valid(payload.Get));

        Read(datagram[..(cut.Get % datagram.Length)], out _).Should().Be(ReadOutcome.NotAMessage);
    }

    private static byte[] Data(long sequence, string payload)
    {
        var data = new WireMessage
        {
            Type = MessageType.Data,
            SessionId = Id,
            Sequence = sequence,
            Payload = Encoding.UTF8.GetBytes(payload),
        };
        return new MessageWriter().Write(data).ToArray();
    }

    private static ReadOutcome Read(byte[] datagram, out string read)
    {
        ReadOutcome outcome = new MessageReader(4_096).Read(datagram, out WireMessage message);
        read = $"{message.Type} {message.SessionId} {message.Sequence} {Encoding.UTF8.GetString(message.Payload)}";
        return outcome;
    }

    /// <summary>The same text without lone surrogates, which no UTF-8 can carry.</summary>
    private static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
