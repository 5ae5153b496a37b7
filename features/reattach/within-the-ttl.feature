@reattach @scenario-1
Feature: A session outlives its transport
  A phone changes networks all day. Its session must not notice more than a pause.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"

  Rule: Within the TTL, a valid proof moves the session to the new transport

    Scenario: The socket dies and the data goes on
      Given "phone" has exchanged 3 messages
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And the session of "phone" is ATTACHED with the same id
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 3 more messages
      And no acknowledged message was lost or delivered twice

    Scenario: A message that waits while the transport is dead arrives after the reattach
      Given "phone" has exchanged 1 message
      When the socket of "phone" dies
      And "phone" sends 2 messages
      And "phone" reattaches from a new socket
      Then all messages of "phone" arrive exactly once

    Scenario: The phone may move again and again
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      And 1 s passes
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the session of "phone" is ATTACHED with the same id
      And "gw" has switched the transport of "phone" exactly 2 times, explicitly
      And "phone" can exchange 1 more message

    Scenario: One phone's move is nobody else's
      Given a client "laptop" behind "home" with a session on "gw"
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the session of "laptop" is unchanged
      And "laptop" can exchange 1 more message

  Rule: The old transport is dead for good

    Scenario: What the old address still sends is refused and moves nothing
      Given an off-path attacker "eve" who sees what "phone" sends
      And "phone" has exchanged 1 message
      And "phone" has reattached once
      When "eve" sends the captured DATA from its original address
      Then "gw" refuses it as WRONG_TRANSPORT
      And the session of "phone" is unchanged
      And "phone" can exchange 1 more message
