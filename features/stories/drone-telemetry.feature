@story @use-case
Feature: A drone reports over a link that comes and goes
  A drone flies a line and reports five times a second over LTE. Hills and masts cut the link for a second or two, and between them a tenth is lost. The ground
  station must not count a sample twice, must not miss one, and must be able to call the drone back. docs/stories.md tells the story.

  Background:
    Given a gateway "ground" with a session TTL of 30 s
    And a NAT "carrier" that is a CGNAT
    And a client "drone" behind "carrier" with a session on "ground"
    And "drone" has exchanged 1 message

  Rule: Each sample arrives once, however patchy the link is

    Scenario: A flight of a minute with a dead spell every ten seconds
      Given the links:
        | link of | delay | jitter | loss | order      |
        | drone   | 50 ms | 20 ms  | 10 % | may change |
      And the link of "drone" is dead for 2 s after 8 s, every 10 s
      When "drone" sends a message every 200 ms for 1 min
      Then at least 1 datagram was lost
      And all messages of "drone" arrive exactly once
      And "drone" still holds its first session

  Rule: The ground can call the drone back

    Scenario: The call falls into a dead spell
      When the link of "drone" is cut
      And "ground" sends a message to "drone"
      And 3 s pass
      Then "drone" has received 0 messages from "ground"
      When the link of "drone" is restored
      Then all messages of "ground" to "drone" arrive exactly once

    Scenario: Behind the hill it is silent for longer than a path may be
      When the link of "drone" is cut
      And "drone" sends a message every 200 ms for 8 s
      Then the session of "drone" has been REATTACHING
      When the link of "drone" is restored
      Then "drone" gets data through again within 2 s
      And the session of "drone" is ATTACHED again within 5 s
      And all messages of "drone" arrive exactly once
