@recipe @links
Feature: A storm of duplicates is delivered once
  Scenario: Each datagram comes up to ten times
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And the links:
      | link of | duplication | copies | copy delay |
      | phone   | 100 %       | 9      | 300 ms     |
    When "phone" sends 20 messages
    Then all messages of "phone" arrive exactly once
    When the socket of "phone" dies
    And "phone" reattaches from a new socket
    Then "gw" acknowledges it again
    And "gw" has switched the transport of "phone" exactly once, explicitly
