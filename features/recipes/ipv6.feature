@recipe @ipv6 @sim-only
Feature: A new IPv6 prefix is a new address, and the session follows
  Only on the simulated network: the loopback interface has one IPv6 address.

  Scenario: The provider renumbers the house at night
    Given an IPv6 network
    And a gateway "gw"
    And a NAT "home" that is a stateful firewall
    And a client "phone" behind "home" with a session on "gw"
    When "phone" gets another address
    And "phone" reattaches from a new socket
    Then the reattach is accepted
    And "phone" can exchange 3 more messages
    And "gw" has switched the transport of "phone" exactly once, explicitly
