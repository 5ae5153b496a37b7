@network @ipv6 @sim-only
Feature: A session does not care which IP carries it
  The same promises hold over IPv6, with and without a NAT; and what has an address of one family only reaches nothing of the other.
  Only on the simulated network: a system has one IPv6 address on its loopback interface, so that hosts could not differ by it.

  Rule: Over IPv6 all is as over IPv4

    Background:
      Given an IPv6 network
      And a gateway "gw"

    Scenario: In the open
      Given a client "phone" with a session on "gw"
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "phone" can exchange 3 more messages

    Scenario: Behind a firewall that translates nothing
      Given a NAT "home" that is a stateful firewall
      And a client "phone" behind "home" with a session on "gw"
      When "phone" exchanges 3 messages
      And "gw" sends a message to "phone"
      Then all messages of "gw" to "phone" arrive exactly once

    Scenario: Behind a NAT that rebinds
      Given a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home" with a session on "gw"
      When "home" rebinds "phone" to a new address and port
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "gw" has switched the transport of "phone" exactly once, explicitly

    Scenario: A new prefix, as a provider gives one every night
      Given a client "phone" with a session on "gw"
      When "phone" gets another address
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "phone" can exchange 3 more messages

  Rule: The families do not mix

    Scenario: A peer of one family reaches none of the other
      Given a peer "old"
      And an IPv6 network
      And a peer "new"
      And a peer "newer"
      When "new" probes "newer"
      Then the probe arrives
      When "old" probes "new"
      Then "new" does not receive the probe
