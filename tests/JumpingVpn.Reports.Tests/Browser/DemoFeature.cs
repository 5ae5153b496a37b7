namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>A feature with something of everything that a report shows.</summary>
internal static class DemoFeature
{
    public const string Text = """
        @demo
        Feature: A day on the road
          What a report is made for.

          Rule: The network is not kind

            @nat
            Scenario: The NAT gives a new port
              Given a gateway "gw"
              And a NAT "home" that is a port-restricted cone
              And a client "phone" behind "home" with a session on "gw"
              When "home" rebinds "phone" to a new port
              And "phone" sends a message
              Then all messages of "phone" arrive exactly once

            @weather
            Scenario: Loss, copies and delay in one evening
              Given a gateway "gw"
              And a NAT "carrier" that is a CGNAT
              And a NAT "home" behind "carrier" that is a home router
              And a client "phone" behind "home" with a session on "gw"
              And the link of "phone" has a delay of 30 ms with a jitter of 10 ms
              And the link of "phone" loses 20 % of the datagrams
              And the link of "phone" duplicates the next DATA
              When "phone" exchanges 8 messages
              And the link of "carrier" is cut
              And 3 s pass
              And the link of "carrier" is restored
              And "phone" exchanges 2 messages
              Then all messages of "phone" arrive exactly once

          Rule: Neither are people

            @attack
            Scenario: A thief replays what he has seen
              Given a gateway "gw"
              And a NAT "home" that is a port-restricted cone
              And a client "phone" behind "home" with a session on "gw"
              And an off-path attacker "mallory" who sees what "phone" sends
              When "phone" sends a message
              And "mallory" sends the captured DATA from his own address
              And "mallory" sends 200 random bytes to "gw"
              Then all messages of "phone" arrive exactly once

            @broken-claim
            Scenario: A claim that does not hold
              Given a gateway "gw"
              And a NAT "home" that is a port-restricted cone
              And a client "phone" behind "home" with a session on "gw"
              When "home" rebinds "phone" to a new port
              And "phone" sends a message
              Then exactly 3 datagrams were refused as WRONG_TRANSPORT
              And "phone" can exchange 1 more message

            @ignore
            Scenario: Nobody runs this
              Given a gateway "gw"
        """;
}
