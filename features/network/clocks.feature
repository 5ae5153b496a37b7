@network @clocks
Feature: A wrong clock hurts no session
  Clocks drift, and time servers and users set them. The protocol depends on elapsed time, never on the time of day.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw" and a keepalive every 10 s

  Rule: A step of the wall clock changes nothing

    Scenario Outline: The clock of <host> jumps <direction> by <step>
      When the clock of "<host>" jumps <direction> by <step>
      And 25 s pass
      Then the clock of "<host>" is <step> <sign>
      And the session of "phone" is ATTACHED with the same id
      And "phone" can exchange 2 more messages
      And "gw" has not switched the transport of "phone"

      Examples:
        | host  | direction | sign   | step |
        | phone | ahead     | ahead  | 24 h |
        | phone | back      | behind | 24 h |
        | gw    | ahead     | ahead  | 1 h  |
        | gw    | back      | behind | 1 h  |

  Rule: Clocks of different pace keep a session

    Scenario Outline: The clock of the phone drifts by <drift> ppm
      Given the clock of "phone" drifts by <drift> ppm
      When 5 min pass
      Then the session of "phone" is ATTACHED with the same id
      And "phone" can exchange 2 more messages

      Examples:
        | drift   |
        | 200     |
        | -200    |
        | 500000  |
        | -500000 |

    Scenario: A gateway whose clock runs twice as fast ends the session after half the TTL
      Given a client "laptop" with a session on "gw"
      And the clock of "gw" drifts by 1000000 ppm
      When 15 s pass
      And "laptop" reattaches from a new socket
      Then the reattach is refused as UNKNOWN_SESSION (session_expired)
