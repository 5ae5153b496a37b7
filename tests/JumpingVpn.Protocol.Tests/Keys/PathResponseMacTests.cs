using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>The answer to a path challenge has a proof and a code: one that is right does not make up for the other.</summary>
public sealed class PathResponseMacTests
{
    [Fact]
    public void One_with_its_proof_but_without_its_code_moves_nothing_and_is_told_so()
    {
        using var pair = new Pair(Modes.Server(SessionMode.Psk) with { PathValidation = true }, Modes.Client(SessionMode.Psk));
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Drop = static (text, toServer) => toServer && text.Contains("PATH_RESPONSE", StringComparison.Ordinal);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(100));
        string response = pair.SentByClient[^1];
        response.Should().Contain("PATH_RESPONSE");
        char last = response[^3];
        string forged = $"{response[..^3]}{(last == '0' ? '1' : '0')}\"}}";

        pair.FromElsewhereToServer(forged, Addresses.PhoneMoved).Should().Contain("\"BAD_MAC\"");

        pair.Session.Binding.Should().Be(Addresses.Phone);
        pair.Server.Counters.Refused(RefusalCode.BadMac).Should().Be(1);
        pair.ServerEventsOf<SecurityEvent>().Should().ContainSingle().Which.Violation.Should().Be(ReasonCode.BadMac);
        pair.ServerEventsOf<ReattachRejected>().Should().ContainSingle().Which.Code.Should().Be(RefusalCode.BadMac);
        pair.FromElsewhereToServer(response, Addresses.PhoneMoved).Should().Contain("REATTACH_ACK");
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
    }
}
