@session @many-clients
Feature: A gateway serves many at once
  What one session does must not depend on how many others there are.

  Scenario: Twenty phones behind one NAT
    Given a gateway "gw"
    And a NAT "home" that is a port-restricted cone
    And 20 clients "phones" behind "home" with sessions on "gw"
    When each of "phones" sends a message
    Then all messages of each of "phones" arrive exactly once
    And "gw" holds exactly 20 sessions
    And the session of each of "phones" is ATTACHED

  Scenario: All of them change their sockets
    Given a gateway "gw"
    And 10 clients "phones" with sessions on "gw"
    When each of "phones" reattaches from a new socket
    And each of "phones" sends a message
    Then all messages of each of "phones" arrive exactly once
    And "gw" has switched the transport of "phones-10" exactly once, explicitly

  Scenario: The NAT forgets one, and the others do not notice
    Given a gateway "gw"
    And a NAT "home" that is a port-restricted cone
    And 5 clients "phones" behind "home" with sessions on "gw"
    When "home" rebinds "phones-3" to a new port
    And each of "phones" sends a message
    Then all messages of each of "phones" arrive exactly once
    And "gw" has switched the transport of "phones-3" exactly once, explicitly
    And "gw" has not switched the transport of "phones-4"
