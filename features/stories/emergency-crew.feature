@story @use-case
Feature: An emergency crew changes networks and keeps its channel
  A vehicle reports positions and gets orders. Where it drives, masts fail or are full; a satellite terminal stands on the roof. Nobody in the vehicle has a hand free for a new login.
  docs/stories.md tells the story.

  Background:
    Given a gateway "control" with a session TTL of 2 min
    And a NAT "carrier" that is a CGNAT
    And a client "crew" behind "carrier"
    And "crew" has an interface "satellite"
    And the link of "crew.satellite" is a satellite link
    And "crew" roams between its first network and "satellite"
    And "crew" has started a session on "control"
    And "crew" has exchanged 3 messages

  Rule: The channel goes over to the satellite by itself, and comes back

    Scenario: The mast fails in the middle of a report
      When the link of "crew" is cut
      And "crew" sends a message every 500 ms for 10 s
      Then the session of "crew" runs over "satellite"
      And all messages of "crew" arrive exactly once
      And "control" has switched the transport of "crew" exactly once, explicitly

    Scenario: The mast works again
      Given the link of "crew" is cut
      And "crew" has sent a message every 500 ms for 10 s
      When the link of "crew" is restored
      And "crew" sends a message every 500 ms for 15 s
      Then the session of "crew" runs over its first network
      And all messages of "crew" arrive exactly once
      And the session of "crew" is ATTACHED with the same id

  Rule: An order that was given during the change arrives

    Scenario: Control speaks while nobody hears
      When the link of "crew" is cut
      And "control" sends 3 messages to "crew"
      And "crew" sends a message every 500 ms for 10 s
      Then the session of "crew" runs over "satellite"
      And all messages of "control" to "crew" arrive exactly once

  Rule: A full server does not keep the crew out

    Scenario: Somebody floods the server while the mast fails
      Given a stranger "mallory"
      When "mallory" keeps flooding "control" with 700 REATTACH_REQUEST messages a second
      And the link of "crew" is cut
      And "crew" sends a message every 500 ms for 10 s
      And "mallory" stops flooding
      Then the session of "crew" runs over "satellite"
      And all messages of "crew" arrive exactly once
