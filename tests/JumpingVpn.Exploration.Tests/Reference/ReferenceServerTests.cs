using JumpingVpn.Exploration.Reference;

namespace JumpingVpn.Exploration.Tests.Reference;

public sealed class ReferenceServerTests
{
    private readonly ReferenceServer _server = new();

    [Fact]
    public void The_request_that_moved_the_session_last_is_acknowledged_again()
    {
        Reattach("home", "a").Should().BeNull();

        Reattach("home", "a").Should().BeNull();
    }

    [Fact]
    public void An_older_one_is_not_even_where_it_came_from_the_same_address()
    {
        Reattach("home", "a").Should().BeNull();
        Reattach("home", "b").Should().BeNull();

        Reattach("home", "a").Should().Be("a request is acknowledged again after a later one has moved the session");
    }

    [Fact]
    public void A_refusal_as_too_old_is_held_to_the_window()
    {
        Reattach("home", "a");
        _server.Hear("home", Of("DATA", number: "5"));
        _server.Say("home", Of("DATA_ACK", number: "5")).Should().BeNull();
        _server.Hear("home", Of("DATA", number: "4"));

        _server.Say("home", Of("ERROR", number: "4", reason: "sequence_too_old")).Should().EndWith("is refused as too old");
    }

    private string? Reattach(string from, string nonce)
    {
        _server.Hear(from, Of("REATTACH_REQUEST", nonce: nonce));
        return _server.Say(from, Of("REATTACH_ACK", nonce: nonce));
    }

    private static Message Of(string type, string number = "", string nonce = "", string reason = "") =>
        new(type, "S-1", number, nonce, Challenge: "", IsDown: false, Payload: null, reason);
}
