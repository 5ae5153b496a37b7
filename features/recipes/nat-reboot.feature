@recipe @nat
Feature: A router that restarts moves everybody behind it, and ends no session
  Scenario: Twenty clients behind a router that is switched off and on
    Given a gateway "gw"
    And a NAT "home" that is symmetric
    And 20 clients "hosts" behind "home" with sessions on "gw"
    When the NAT "home" reboots
    And each of "hosts" sends a message
    Then all messages of each of "hosts" arrive exactly once
    And the session of each of "hosts" is ATTACHED
    And exactly 20 datagrams were refused as WRONG_TRANSPORT
