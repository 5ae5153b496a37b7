@reattach @expiry
Feature: A session that was silent for its TTL is gone
  An idle session must not wait for ever: after the TTL its secret opens nothing, and the answer says why.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"

  Rule: The last tick counts

    Scenario Outline: A reattach after <silence> of silence is <outcome>
      Given "phone" has exchanged 1 message
      When the socket of "phone" dies
      And <silence> pass
      And "phone" reattaches from a new socket
      Then the reattach is <outcome>

      Examples: alive
        | silence                 | outcome  |
        | 1 s                     | accepted |
        | one tick less than 30 s | accepted |

      Examples: gone
        | silence                 | outcome                                      |
        | 30 s                    | refused as UNKNOWN_SESSION (session_expired) |
        | one tick more than 30 s | refused as UNKNOWN_SESSION (session_expired) |
        | 5 min                   | refused as UNKNOWN_SESSION (session_expired) |

    Scenario: Data that comes at the last tick keeps the session alive
      When one tick less than 30 s pass
      And "phone" exchanges 1 message
      And one tick less than 30 s pass
      Then "phone" can exchange 1 more message

    Scenario: Data that comes one tick later is refused
      When 30 s pass
      And "phone" sends a message
      Then "gw" refuses it as UNKNOWN_SESSION
      And "gw" holds no session

  Rule: What restarts the TTL is what was accepted

    Scenario: A reattach restarts it
      When the socket of "phone" dies
      And 29 s pass
      And "phone" reattaches from a new socket
      And 29 s pass
      Then "phone" can exchange 1 more message

    Scenario: A refused reattach does not restart it
      When the socket of "phone" dies
      And 29 s pass
      And "phone" reattaches from a new socket with a wrong proof
      And 1 s passes
      And "phone" reattaches from a new socket
      Then the reattach is refused as UNKNOWN_SESSION (session_expired)

  Rule: An expired session is over on both sides

    Scenario: The phone learns that its session is terminated and never revives it
      When the socket of "phone" dies
      And 30 s pass
      And "phone" reattaches from a new socket
      Then the session of "phone" is TERMINATED
      And "gw" holds no session

    Scenario: The phone can start anew, with another session
      When the socket of "phone" dies
      And 30 s pass
      And "phone" starts a new session on "gw"
      Then the session of "phone" is ATTACHED with another id
      And "phone" can exchange 1 more message
