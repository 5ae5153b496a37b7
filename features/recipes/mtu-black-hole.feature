@recipe @links
Feature: An MTU black hole swallows what is too long, and nothing else
  Scenario: The path becomes narrow, and nobody says so
    Given a gateway "gw" with a session TTL of 5 min
    And a client "phone" with a session on "gw"
    When the links change:
      | link of | mtu       |
      | phone   | 600 bytes |
    And "phone" sends a message of 1000 bytes
    And "gw" sends 20 messages to "phone", one after the other
    And 60 s pass
    Then exactly 10 datagrams were dropped for MTU
    And "phone" has received 20 messages from "gw"
    And "phone" still holds its first session
