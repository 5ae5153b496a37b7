@recipe @nat
Feature: A rebinding in the middle of a handshake costs a second, not the session
  Scenario: The answer goes to a port that is no longer the client's
    Given a gateway "gw"
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home"
    And the link of "home" holds the next HANDSHAKE_ACK
    When "phone" starts a session on "gw" without waiting for the answer
    And "home" rebinds "phone" to a new port
    And the link of "home" releases what it holds
    Then exactly 1 datagram was dropped for no mapping
    And the session of "phone" is ATTACHED again within 2 s
    And "phone" can exchange 3 more messages
