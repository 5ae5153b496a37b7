@story @use-case
Feature: Sensors that sleep report without a new handshake
  Forty sensors in a plant run on batteries. Each sleeps, wakes, sends a reading, and sleeps again. The plant's router has forgotten them long before; a handshake each time would
  cost more than the reading. docs/stories.md tells the story.

  Background:
    Given a gateway "historian" with a session TTL of 30 min
    And a NAT "plant" that is symmetric
    And 40 clients "sensors" behind "plant" with sessions on "historian"
    And the link of "plant" has a delay of 20 ms with a jitter of 5 ms

  Rule: A reading after a long sleep needs no new session

    Scenario: All wake up at the full quarter of an hour
      When 15 min pass
      Then "plant" holds exactly 0 mappings
      When each of "sensors" sends a message
      Then all messages of each of "sensors" arrive exactly once
      And the session of each of "sensors" is ATTACHED
      And "historian" holds exactly 40 sessions

    Scenario: The router was exchanged meanwhile
      When 15 min pass
      And the NAT "plant" reboots
      And each of "sensors" sends a message
      Then all messages of each of "sensors" arrive exactly once
      And "historian" holds exactly 40 sessions

    Scenario: The historian was restarted meanwhile, and kept its sessions
      When 5 min pass
      And "historian" crashes and restarts with its state
      And 10 min pass
      And each of "sensors" sends a message
      Then all messages of each of "sensors" arrive exactly once

  Rule: A sensor that sleeps too long is told so

    Scenario: One battery was changed too late
      When "sensors-7" pauses for 31 min
      And 31 min pass
      And "sensors-7" reattaches from a new socket
      Then the reattach is refused as UNKNOWN_SESSION (session_expired)
      When "sensors-7" starts a new session on "historian"
      Then "sensors-7" can exchange 1 more message
      And "historian" holds exactly 1 session
