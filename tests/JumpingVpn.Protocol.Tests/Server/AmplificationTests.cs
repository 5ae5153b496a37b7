using System.Security.Cryptography;
using System.Text;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>
/// An address that a session moves to may be anybody's: until it has returned something that it cannot guess it is sent three times what
/// came from there at most, whatever waits for it (RFC 9000 sections 8 and 9.3).
/// </summary>
public sealed class AmplificationTests : IDisposable
{
    private const string Nonce = "00112233445566aa";

    private static readonly TransportAddress Victim = Addresses.Eve; // who has asked for nothing

    private static readonly byte[] Message = Encoding.ASCII.GetBytes(new string('m', 1_000));

    private readonly ServerBench _bench = new();
    private readonly SessionId _id;
    private readonly byte[] _buffer = new byte[65_536];
    private long _received;
    private long _sent;
    private string _challenge = "";

    public AmplificationTests()
    {
        _id = _bench.Handshake();
        _bench.Data(_id, 1);
        for (int i = 0; i < 40; i++)
        {
            _bench.Server.TrySend(_id, Message, _bench.Now, out _);
        }

        Drain();
        _bench.Now += TimeSpan.FromSeconds(1);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_forged_request_draws_no_more_than_three_times_its_bytes()
    {
        Feed(Request(Nonce));
        Wait(TimeSpan.FromSeconds(29));

        _bench.View(_id).Binding.Should().Be(Victim);
        _sent.Should().BeGreaterThan(0).And.BeLessThanOrEqualTo(3 * _received);
        _bench.Server.Counters.AmplificationSuppressed.Should().BeGreaterThan(0);
    }

    [Fact]
    public void Whoever_forges_data_keepalives_and_guessed_acknowledgements_gets_three_times_their_bytes_and_no_more()
    {
        Feed(Request(Nonce));
        for (int i = 1; i <= 200; i++)
        {
            Feed($$"""{"type":"DATA","session_id":"{{_id}}","seq":{{i + 1}},"payload":"x"}""");
            Feed($$"""{"type":"KEEPALIVE","session_id":"{{_id}}","seq":{{i}}}""");
            Feed($$"""{"type":"DATA_ACK","session_id":"{{_id}}","direction":"down","seq":{{1 + (i % 40)}}}""");
            Wait(TimeSpan.FromMilliseconds(100));
            _sent.Should().BeLessThanOrEqualTo(3 * _received);
        }

        _bench.Server.Counters.DownlinkAcknowledged.Should().BePositive("what can be guessed was guessed, and drew nothing more");
    }

    [Fact]
    public void An_answer_to_the_challenge_draws_all_that_waits()
    {
        Feed(Request(Nonce));
        Wait(TimeSpan.FromMilliseconds(500));
        Feed(Response(_challenge));
        Feed($$"""{"type":"DATA_ACK","session_id":"{{_id}}","direction":"down","seq":1}""");
        Wait(TimeSpan.FromSeconds(5));

        _sent.Should().BeGreaterThan(30_000);
    }

    [Theory]
    [InlineData("0000000000000000", false)]
    [InlineData(null, true)]
    public void A_guess_draws_nothing_and_the_answer_of_another_address_opens_only_that(string? challenge, bool fromElsewhere)
    {
        Feed(Request(Nonce));
        Wait(TimeSpan.FromMilliseconds(500));
        _bench.Server.HandleDatagram(
            Encoding.UTF8.GetBytes(Response(challenge ?? _challenge)),
            fromElsewhere ? Addresses.Phone : Victim,
            _bench.Now
        );
        Drain();
        Wait(TimeSpan.FromSeconds(20));

        _sent.Should().BeLessThanOrEqualTo(3 * _received + (fromElsewhere ? 0 : 3 * Response(_challenge).Length));
    }

    [Fact]
    public void An_address_that_was_validated_before_is_not_when_it_is_adopted_again()
    {
        Feed(Request(Nonce));
        Wait(TimeSpan.FromMilliseconds(500));
        Feed(Response(_challenge));
        Wait(TimeSpan.FromSeconds(1));
        _bench.Server.HandleDatagram(Encoding.UTF8.GetBytes(Request("00112233445566bb")), Addresses.PhoneMoved, _bench.Now);
        Wait(TimeSpan.FromSeconds(1));
        (_sent, _received) = (0, 0);
        Feed(Request("00112233445566cc"));
        Wait(TimeSpan.FromSeconds(20));

        _bench.View(_id).Binding.Should().Be(Victim);
        _sent.Should().BeGreaterThan(0).And.BeLessThanOrEqualTo(3 * _received);
    }

    [Fact]
    public void The_end_of_the_session_is_held_to_it()
    {
        Feed(Request(Nonce));
        Wait(TimeSpan.FromSeconds(20));
        long before = _sent;
        _bench.Server.Terminate(_id, _bench.Now);
        Drain();

        _sent.Should().BeLessThanOrEqualTo(3 * _received);
        before.Should().BeGreaterThan(0);
    }

    [Fact]
    public void A_client_that_answers_no_challenge_still_gets_what_its_acknowledgements_pay_for()
    {
        using var bench = new ServerBench();
        SessionId id = bench.Handshake();
        bench.Data(id, 1);
        bench.Reattach(id, Nonce);
        for (int i = 0; i < 30; i++)
        {
            bench.Server.TrySend(id, "short"u8, bench.Now, out _);
        }

        List<string> heard = [];
        for (int i = 0; i < 1_000 && heard.Count < 30 && bench.Server.NextTimeout is { } next; i++)
        {
            while (bench.Server.TryPollTransmit(_buffer, out int length, out TransportAddress to))
            {
                to.Should().Be(Addresses.PhoneMoved);
                string text = Encoding.UTF8.GetString(_buffer, 0, length);
                if (text.Contains("short", StringComparison.Ordinal) && !heard.Contains(text))
                {
                    heard.Add(text);
                    string sequence = text.Split("\"seq\":")[1].Split(',')[0];
                    string ack = $$"""{"type":"DATA_ACK","session_id":"{{id}}","direction":"down","seq":{{sequence}}}""";
                    bench.Server.HandleDatagram(Encoding.UTF8.GetBytes(ack), to, bench.Now);
                }
            }

            bench.Now = next > bench.Now ? next : bench.Now;
            bench.Tick();
        }

        heard.Should().HaveCount(30);
    }

    [Theory]
    [InlineData(SessionMode.Demo)]
    [InlineData(SessionMode.Psk)]
    public void The_room_that_is_left_for_a_challenge_is_its_length(SessionMode mode)
    {
        ServerOptions server = mode == SessionMode.Demo ? new ServerOptions() : Keys.Modes.Server(mode);
        using var pair = new Pair(server, mode == SessionMode.Demo ? new ClientOptions() : Keys.Modes.Client(mode));
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Server.TrySend(pair.Client.SessionId!.Value, Message, pair.Now, out _);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.SentByServer.Single(text => text.Contains("PATH_CHALLENGE", StringComparison.Ordinal))
            .Length.Should()
            .Be(mode == SessionMode.Demo ? 117 : 158);
        pair.Heard.Should().ContainSingle();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void A_client_that_moves_gets_what_waited_for_it(int loss)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            using var pair = new Pair(client: new ClientOptions { KeepaliveInterval = TimeSpan.FromSeconds(2) }, seed: seed);
            pair.Connect();
            pair.Send("hello");
            pair.Run(TimeSpan.FromSeconds(1));
            pair.LossPercent = loss;
            for (int i = 0; i < 20; i++)
            {
                pair.Server.TrySend(pair.Client.SessionId!.Value, Message, pair.Now, out _);
            }

            pair.Move(Addresses.PhoneMoved);
            pair.Run(TimeSpan.FromSeconds(loss == 0 ? 1 : 20));

            pair.Heard.Should().HaveCount(20, $"seed {seed}");
        }
    }

    private string Request(string nonce)
    {
        string proof = ServerBench.ProofOf(_id.ToString(), nonce);
        return $$"""{"type":"REATTACH_REQUEST","session_id":"{{_id}}","nonce":"{{nonce}}","proof":"{{proof}}"}""";
    }

    private string Response(string challenge)
    {
        const string Nonce = "0000000000000000";
        byte[] covered = Encoding.UTF8.GetBytes($"path|{_id}|{challenge}");
        string proof = Convert.ToHexStringLower(HMACSHA256.HashData("jumpingvpn-demo-secret"u8, covered));
        return $$"""{"type":"PATH_RESPONSE","session_id":"{{_id}}","nonce":"{{Nonce}}","challenge":"{{challenge}}","proof":"{{proof}}"}""";
    }

    private void Feed(string datagram)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(datagram);
        _received += bytes.Length;
        _bench.Server.HandleDatagram(bytes, Victim, _bench.Now);
        Drain();
    }

    private void Wait(TimeSpan time)
    {
        for (TimeSpan end = _bench.Now + time; _bench.Now < end; )
        {
            _bench.Now += TimeSpan.FromMilliseconds(50);
            _bench.Tick();
            Drain();
        }
    }

    private void Drain()
    {
        while (_bench.Server.TryPollTransmit(_buffer, out int length, out TransportAddress to))
        {
            string text = Encoding.UTF8.GetString(_buffer, 0, length);
            _sent += to == Victim ? length : 0;
            _challenge = to == Victim && text.Contains("PATH_CHALLENGE", StringComparison.Ordinal) ? text.Split('"')[^2] : _challenge;
        }
    }
}
