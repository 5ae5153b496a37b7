using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Protocol.Events;
using static JumpingVpn.Lab.Tests.Invariants.Story;

namespace JumpingVpn.Lab.Tests.Invariants;

public sealed class NoAmplificationTests : IDisposable
{
    private const string Challenge = "0123456789abcdef";

    private static readonly TransportAddress Home = TransportAddress.FromIPv4(10, 0, 0, 1, 1_000);
    private static readonly TransportAddress Elsewhere = TransportAddress.FromIPv4(10, 0, 0, 2, 1_000);

    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));
    private readonly NoAmplification _invariant;

    public NoAmplificationTests()
    {
        _scene.AddGateway("gw");
        _invariant = new NoAmplification(_scene);
    }

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void More_than_three_bytes_for_one_to_an_unvalidated_address_are_seen(int answer, bool broken)
    {
        Judge(new byte[100], Home);

        Says(new byte[answer], Home).Should().Be(broken);
    }

    [Fact]
    public void An_address_where_the_session_began_and_from_where_it_is_used_may_be_sent_anything()
    {
        Begin();

        Says(Data(4_000), Home).Should().BeFalse();
    }

    [Fact]
    public void A_session_that_is_proven_again_where_it_began_is_used_from_there()
    {
        Judge(new byte[26], Home);
        Judge(new SessionCreated(Id, Home));
        Judge(new TransportSwitch(Id, Home, Home, 2));

        Says(Data(4_000), Home).Should().BeFalse("only who has received the session's id there can have named it");
    }

    [Theory]
    [InlineData(250, false)]
    [InlineData(251, true)]
    public void The_downlink_to_an_address_that_the_session_has_just_moved_to_is_held_to_the_same(int bytes, bool broken)
    {
        Begin();
        Move(200);

        Says(Data(bytes), Elsewhere).Should().BeFalse();
        Says(Data(bytes), Elsewhere).Should().Be(broken);
    }

    [Fact]
    public void So_it_is_where_the_address_was_validated_before_the_session_left_it()
    {
        Begin();
        Move(200);
        Answer(Challenge, asked: Challenge);
        Judge(new TransportSwitch(Id, Elsewhere, Home, 3));
        Move(200);

        Says(Data(601), Elsewhere).Should().BeTrue();
    }

    [Fact]
    public void Data_and_acknowledgements_from_there_prove_nothing()
    {
        Begin();
        Move(200);
        Judge(Json("DATA", 100), Elsewhere);
        Judge(new DataAccepted(Id, Elsewhere, 1, default));
        Judge(Json("DATA_ACK", 100), Elsewhere);
        Judge(new DownlinkRoundtrip(Id, Elsewhere, 1));

        Says(Data(1_100), Elsewhere).Should().BeFalse();
        Says(Data(100), Elsewhere).Should().BeTrue();
    }

    [Theory]
    [InlineData(Challenge, Challenge, false)]
    [InlineData("fedcba9876543210", Challenge, true)]
    [InlineData(Challenge, null, true)]
    public void A_challenge_that_was_sent_there_and_came_back_opens_it(string returned, string? asked, bool broken)
    {
        Begin();
        Move(200);
        Answer(returned, asked);

        Says(Data(4_000), Elsewhere).Should().Be(broken);
    }

    [Fact]
    public void A_challenge_that_went_elsewhere_opens_nothing()
    {
        Begin();
        Move(200);
        Says(Json("PATH_CHALLENGE", 0, Challenge), Home).Should().BeFalse();
        Answer(Challenge, asked: null);

        Says(Data(4_000), Elsewhere).Should().BeTrue();
    }

    [Fact]
    public void An_address_that_was_adopted_for_its_answer_is_open_at_once()
    {
        Begin();
        Judge(Json("REATTACH_REQUEST", 200), Elsewhere);
        Answer(Challenge, asked: Challenge);
        Judge(new TransportSwitch(Id, Home, Elsewhere, 2));

        Says(Data(4_000), Elsewhere).Should().BeFalse();
    }

    private static byte[] Data(int bytes) => Json("DATA", bytes);

    private static byte[] Json(string type, int bytes, string? challenge = null)
    {
        string member = challenge is null ? "" : $",\"challenge\":\"{challenge}\"";
        return System.Text.Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","session_id":"{{Id}}"{{member}}}""".PadRight(bytes));
    }

    private void Begin()
    {
        Judge(new byte[26], Home);
        Judge(new SessionCreated(Id, Home));
        Judge(Data(80), Home);
        Judge(new DataAccepted(Id, Home, 1, default));
    }

    private void Move(int bytes)
    {
        Judge(Json("REATTACH_REQUEST", bytes), Elsewhere);
        Judge(new TransportSwitch(Id, Home, Elsewhere, 2));
        Says(Json("REATTACH_ACK", 100), Elsewhere).Should().BeFalse();
    }

    private void Answer(string returned, string? asked)
    {
        if (asked is not null)
        {
            Says(Json("PATH_CHALLENGE", 0, asked), Elsewhere).Should().BeFalse();
        }

        Judge(Json("PATH_RESPONSE", 0, returned), Elsewhere);
    }

    private void Judge(ISessionEvent e) => _invariant.Judge(Recorded(e, TimeSpan.Zero)).Should().BeNull();

    private void Judge(byte[] datagram, TransportAddress from) =>
        _invariant.Judge(Record(WireRecordKind.Delivered, _scene.Lab.NameOf(from), "gw/1", datagram)).Should().BeNull();

    private bool Says(byte[] datagram, TransportAddress to) =>
        _invariant.Judge(Record(WireRecordKind.Sent, "gw/1", _scene.Lab.NameOf(to), datagram)) is not null;

    private static WireRecord Record(WireRecordKind kind, string from, string to, byte[] bytes) =>
        new(TimeSpan.Zero, kind, "gw", from, to, new WireDatagram(bytes), DropReason.None);
}
