using System.Text;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>Random and mutated datagrams: nothing throws, and who is not authenticated changes nothing.</summary>
public sealed class GarbageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Twenty_thousand_mutated_datagrams_move_no_session(ulong seed)
    {
        var random = new TestEntropy(seed);
        using var bench = new ServerBench();
        SessionId id = bench.Handshake();
        bench.Reattach(id, "00112233445566aa").Should().Contain("REATTACH_ACK");
        byte[][] corpus = Corpus(id);
        SessionView before = bench.View(id);

        for (int i = 0; i < 20_000; i++)
        {
            bench.Server.HandleDatagram(Mutate(corpus[random.Below(corpus.Length)], random), Addresses.Eve, bench.Now);
            Drain(bench.Server);
        }

        bench.View(id).Should().Be(before);
        bench.Server.Counters.Switches.Should().Be(1);
        bench.Server.Counters.DataDelivered.Should().Be(0);
        bench.Server.Counters.Received.Should().Be(20_002);
        bench.Server.Counters.Ignored.Should().BeGreaterThan(1_000);
        bench.Server.Counters.RefusedTotal.Should().BeGreaterThan(1_000);
    }

    [Fact]
    public void A_client_is_not_moved_by_garbage_from_its_servers_address()
    {
        var random = new TestEntropy(4);
        using var pair = new Pair();
        pair.Connect();
        SessionId id = pair.Client.SessionId!.Value;
        byte[][] corpus = Corpus(id);
        int sent = 0;

        for (int i = 0; i < 20_000; i++)
        {
            pair.Client.HandleDatagram(Mutate(corpus[random.Below(corpus.Length)], random), Addresses.Server, pair.Now);
            sent += pair.Client.TryPollTransmit(new byte[4096], out _, out _) ? 1 : 0;
        }

        sent.Should().Be(0, "nothing was sent, so nothing calls for an answer");

        (pair.Client.State, pair.Client.SessionId, pair.Client.StateVersion).Should().Be((SessionState.Attached, id, 1));
        pair.Client.Counters.Received.Should().Be(20_001);
    }

    private static byte[][] Corpus(SessionId id)
    {
        string wrong = new('a', 64);
        string replayed = ServerBench.ProofOf(id.ToString(), "00112233445566aa");
        string[] texts =
        [
            $$"""{"type":"DATA","session_id":"{{id}}","seq":1,"payload":"hello é \u00e9 😀"}""",
            $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"0123456789abcdef","proof":"{{wrong}}","state_version":2}""",
            $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"00112233445566aa","proof":"{{replayed}}"}""",
            $$"""{"type":"DATA_ACK","session_id":"{{id}}","seq":1}""",
            $$"""{"type":"REATTACH_ACK","session_id":"{{id}}","state_version":9}""",
            """{"type":"ERROR","code":"WRONG_TRANSPORT","reason":"wrong_transport"}""",
            """{"type":"DANCE","a":[1,2,{"b":null}],"c":-1.5e3,"d":true}""",
        ];
        return [.. texts.Select(Encoding.UTF8.GetBytes)];
    }

    private static byte[] Mutate(byte[] original, TestEntropy random)
    {
        List<byte> bytes = [.. original];
        for (int cuts = 1 + random.Below(4); cuts > 0 && bytes.Count > 0; cuts--)
        {
            int at = random.Below(bytes.Count);
            switch (random.Below(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Below(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, random.Below(bytes.Count - at) + 1);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next());
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(0, at));
                    break;
                case 4:
                    bytes[at] = (byte)"\"{}[]:,\\u0123456789-.eE"[random.Below(22)];
                    break;
                default:
                    bytes.InsertRange(at, "\\ud800"u8);
                    break;
            }
        }

        return [.. bytes];
    }

    private static void Drain(SessionServer server)
    {
        while (server.TryPollEvent(out _, out _) || server.TryPollTransmit(new byte[4096], out _, out _)) { }
    }
}
