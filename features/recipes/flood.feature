@recipe @attack
Feature: A flood costs its sender, and no session feels it
  Scenario: A thousand requests a second while the phone has to move
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And a stranger "mallory"
    When "mallory" keeps flooding "gw" with 1000 REATTACH_REQUEST messages a second
    And 2 s pass
    And the socket of "phone" dies
    And "phone" reattaches from a new socket
    And "mallory" stops flooding
    Then the reattach is accepted
    And "phone" can exchange 10 more messages
    And exactly 2 datagrams were refused as RATE_LIMITED
