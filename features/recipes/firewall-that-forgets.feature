@recipe @nat
Feature: Through a firewall that forgets, the server is heard only while the client keeps the way open
  Scenario Outline: 50 s of silence with a keepalive every <keepalive>
    Given the policy:
      | setting            | value       |
      | keepalive-interval | <keepalive> |
    And a gateway "gw" with a session TTL of 5 min
    And the NATs:
      | name | kind              | lifetime |
      | wall | stateful firewall | 20 s     |
    And a client "desk" behind "wall" with a session on "gw"
    And "desk" has exchanged 1 message
    When 50 s pass
    And "gw" sends a message to "desk"
    Then "desk" has received <count> from "gw"
    Examples:
      | keepalive | count      |
      | 15 s      | 1 message  |
      | 60 s      | 0 messages |
