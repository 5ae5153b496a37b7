@session @edges
Feature: Bounds hold to the tick, whoever sleeps or is late
  A bound that takes effect at the wrong tick either ends a live session, or accepts a message for one that is over.

  Rule: A session lives by what its gateway accepted, and no longer than it may

    Scenario Outline: A keepalive every <interval> against a TTL of 10 s
      Given a gateway "gw" with a session TTL of 10 s
      And a client "phone" with a session on "gw" and a keepalive every <interval>
      When 60 s pass
      Then "gw" holds exactly <n> sessions

      Examples:
        | interval                 | n |
        | one tick less than 10 s  | 1 |
        | 10 s                     | 0 |
        | one tick more than 10 s  | 0 |

    Scenario: A reattach does not give a second lifetime
      Given a gateway "gw" with a session TTL of 30 s and a maximum lifetime of 20 s
      And a client "phone" with a session on "gw"
      When 19 s pass
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      When 1 s passes
      Then "gw" holds no session

    Scenario: Idle end and lifetime at the same tick: idle is named first
      Given a gateway "gw" with a session TTL of 10 s and a maximum lifetime of 10 s
      And a client "phone" with a session on "gw"
      When 10 s pass
      And "phone" reattaches from a new socket
      Then the reattach is refused as UNKNOWN_SESSION (session_expired)

    Scenario: The transport-loss clock stops when the transport is back one tick before its end
      Given the policy:
        | setting                   | value |
        | client.transport-loss-ttl | 3 s   |
        | client.recovery-window    | 60 s  |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      And "phone" has exchanged 1 message
      When the socket of "phone" dies
      And one tick less than 3 s passes
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "phone" can exchange 1 more message
      When 10 s pass
      Then "phone" still holds its first session

  Rule: Sleep stops no clock

    Scenario: A client that sleeps past the TTL wakes up to a session that is gone
      Given a gateway "gw" with a session TTL of 10 s
      And a client "phone" with a session on "gw" and a keepalive every 3 s
      When "phone" pauses for 11 s
      And 12 s pass
      Then "gw" holds no session
      And the session of "phone" is TERMINATED

    # Here time is that of reading. A real socket on Linux tells when the kernel received a datagram, and what came in time is accepted.
    Scenario: A gateway that sleeps past the TTL accepts nothing that waited for it
      Given a gateway "gw" with a session TTL of 10 s
      And a client "phone" with a session on "gw"
      And "phone" has exchanged 1 message
      When "gw" pauses
      And 9 s pass
      And "phone" sends a message
      And 2 s pass
      And "gw" resumes
      And 1 s passes
      Then "gw" holds no session
      And no acknowledged message was lost or delivered twice

  Rule: Room is made at the tick at which a session expires

    Scenario: At that tick a handshake is accepted
      Given the policy:
        | setting          | value |
        | maximum-sessions | 1     |
      And a gateway "gw" with a session TTL of 10 s
      And a client "phone" with a session on "gw"
      And a client "laptop"
      When 10 s pass
      And "laptop" starts a session on "gw"
      Then the session of "laptop" is ATTACHED
      And "gw" holds exactly 1 session

    Scenario: One tick before it is refused
      Given the policy:
        | setting          | value |
        | maximum-sessions | 1     |
        | retry-policy     | never |
      And a gateway "gw" with a session TTL of 10 s
      And a client "phone" with a session on "gw"
      And a client "laptop"
      When one tick less than 10 s passes
      And "laptop" starts a session on "gw" without waiting for the answer
      Then "gw" refuses it as SERVER_FULL
      And "gw" holds exactly 1 session

  Rule: A cookie is good for its address and its time

    Scenario: A cookie that comes too late costs one more retry
      Given the policy:
        | setting         | value  |
        | retry-policy    | always |
        | cookie-lifetime | 100 ms |
      And a gateway "gw"
      And a client "phone"
      And the link of "phone" has a delay of 150 ms
      When "phone" starts a session on "gw" without waiting for the answer
      And 20 s pass
      Then "gw" holds no session

    Scenario: A cookie belongs to its address
      Given the policy:
        | setting      | value  |
        | retry-policy | always |
      And a gateway "gw"
      And a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home"
      And the link of "phone" holds the next HANDSHAKE_RETRY
      When "phone" starts a session on "gw" without waiting for the answer
      And "home" rebinds "phone" to a new port
      And the link of "phone" releases what it holds
      And 2 s pass
      Then "gw" has answered exactly 2 handshakes with HANDSHAKE_RETRY
      And "gw" holds exactly 1 session
      And "phone" can exchange 1 more message
