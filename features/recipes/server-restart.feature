@recipe @hosts
Feature: A server that lost its sessions says so at once, and a new session works
  Scenario: The gateway restarts and knows nobody
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And "phone" has exchanged 3 messages
    When "gw" crashes and restarts without its state
    And "phone" reattaches from a new socket
    Then the reattach is refused as UNKNOWN_SESSION
    When "phone" starts a new session on "gw"
    Then "phone" can exchange 3 more messages
    And the session of "phone" is ATTACHED with another id
