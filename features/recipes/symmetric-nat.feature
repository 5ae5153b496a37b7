@recipe @nat
Feature: A symmetric NAT gives each destination another port, and a session does not mind
  Scenario: It is seen under two ports, and rebinds
    Given a gateway "gw"
    And a peer "server"
    And a peer "other"
    And a NAT "home" that is symmetric
    And a peer "desk" behind "home"
    And a client "phone" behind "home" with a session on "gw"
    When "desk" probes "server"
    And "desk" probes "other"
    Then "server" and "other" see "desk" with a different port
    When "home" rebinds "phone" to a new port
    And "phone" sends a message
    Then all messages of "phone" arrive exactly once
