@example
Feature: Your first feature
  Copy this file, change it, and run it: jumpingvpn run my.feature. Nothing has to be built again.

  Scenario: A phone behind a home router changes its socket
    Given a gateway "gw"
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    When the socket of "phone" dies
    And "phone" reattaches from a new socket
    Then the reattach is accepted
    And "phone" can exchange 3 more messages
