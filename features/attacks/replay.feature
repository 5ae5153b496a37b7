@attack @replay @scenario-6
Feature: A captured request opens nothing
  Whoever can read the wire has the client's reattach request. A nonce is accepted once, so it is worth nothing.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And an off-path attacker "eve" who sees what "phone" sends

  Rule: A nonce is accepted once in the life of a session

    Scenario: The thief replays it from elsewhere
      Given "phone" has reattached once
      When "eve" sends the captured REATTACH_REQUEST from her own address
      Then "gw" refuses it as REPLAY_DETECTED and records a security event
      And the session of "phone" is unchanged
      And "phone" can exchange 1 more message

    Scenario: The thief replays an older request from its original address
      Given "phone" has reattached 2 times
      When "eve" sends the first captured REATTACH_REQUEST from its original address
      Then "gw" refuses it as REPLAY_DETECTED and records a security event
      And the session of "phone" is unchanged

    Scenario: Time does not make it fresh
      Given "phone" has reattached once
      When 29 s pass
      And "eve" sends the captured REATTACH_REQUEST from her own address
      Then "gw" refuses it as REPLAY_DETECTED and records a security event

  Rule: The request that made the current binding may come again from that address

    Scenario: Its acknowledgement was lost, so it is acknowledged again and changes nothing
      Given "phone" has reattached once
      When "eve" sends the captured REATTACH_REQUEST from its original address
      Then "gw" acknowledges it again
      And the session of "phone" is unchanged
      And "gw" has switched the transport of "phone" exactly once, explicitly

    Scenario: The network delivers every datagram twice
      Given the link of "phone" duplicates 100 % of the datagrams
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 3 more messages
      And no acknowledged message was lost or delivered twice
