@network @addresses
Feature: Addresses do not last
  A lease ends, a network is renumbered, a gateway is moved to another machine. What was bound to the old address reaches nobody any more.

  Rule: A client that is renumbered takes its session to its new address

    Background:
      Given a gateway "gw"
      And a NAT "home" that is a home router
      And a client "phone" behind "home" with a session on "gw"
      And a client "laptop" with a session on "gw"
      And "phone" has exchanged 2 messages

    Scenario Outline: Another address, and the session goes on
      When "<client>" gets another address
      And "<client>" reattaches from a new socket
      Then the reattach is accepted
      And the session of "<client>" is ATTACHED with the same id
      And "gw" has switched the transport of "<client>" exactly once, explicitly
      And "<client>" can exchange 3 more messages

      Examples:
        | client |
        | phone  |
        | laptop |

    Scenario: The old socket reaches nobody, until the address is back
      When "phone" gets another address
      And "phone" sends a message
      And 1 s passes
      And "phone" gets its first address back
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

    Scenario: What is on its way to the old address has no route
      When "phone" gets another address
      And "gw" sends a message to "phone"
      Then at least 1 datagram was dropped for no route
      When "phone" reattaches from a new socket
      Then all messages of "gw" to "phone" arrive exactly once

    Scenario: There and back, over a new socket each time
      When "phone" gets another address
      And "phone" reattaches from a new socket
      And "phone" gets its first address back
      And 5 s pass
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly 2 times, explicitly
      And "phone" can exchange 3 more messages

  Rule: A gateway that moves is found by whoever begins anew

    Background:
      Given the policy:
        | setting         | value |
        | client.idle-ttl | 30 s  |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      And "phone" has exchanged 2 messages

    Scenario: The session does not follow, and ends within its bounds
      When "gw" moves to another address
      And "phone" sends a message
      And 31 s pass
      Then the session of "phone" is TERMINATED
      And at least 1 datagram was dropped for no route

    Scenario: A new session finds the new address
      When "gw" moves to another address
      And "phone" starts a new session on "gw"
      Then "phone" can exchange 3 more messages

    Scenario: A gateway that comes back in time goes on with the sessions that it had
      When "gw" moves to another address
      And "phone" sends a message
      And 2 s pass
      And "gw" moves back to its first address
      Then all messages of "phone" arrive exactly once
      And "phone" still holds its first session
