@reattach @recovery @scenario-5
Feature: A session comes back by itself, and knows when to give up
  Between lost and attached lies a time that is bounded on every side. A new binding proves itself for a second; a lost one is asked for
  again and again; a recovery that takes too long ends, and says so.

  Rule: A new transport is on probation for the stability window

    Background:
      Given a gateway "gw" with a session TTL of 30 s
      And a client "phone" with a session on "gw"
      And the socket of "phone" has died

    Scenario Outline: <pause> after the switch the session is <state>
      When "phone" reattaches from a new socket
      And <pause> passes
      Then the session of "phone" is <state>

      Examples:
        | pause                  | state      |
        | one tick less than 1 s | RECOVERING |
        | 1 s                    | ATTACHED   |

    Scenario: Data flows all the while
      When "phone" reattaches from a new socket
      Then "phone" can exchange 3 more messages
      And the session of "phone" is RECOVERING

  Rule: After an outage the session is attached again within the recovery window

    Scenario Outline: The line is dead for <outage>
      Given a gateway "gw" with a session TTL of 5 min
      And a client "phone" with a session on "gw"
      When the link of "phone" is cut
      And "phone" sends 3 messages
      And <outage> pass
      And the link of "phone" is restored
      Then the session of "phone" is attached again within 5 s
      And all messages of "phone" arrive exactly once
      And "phone" still holds its first session

      Examples:
        | outage |
        | 6 s    |
        | 10 s   |
        | 20 s   |
        | 100 s  |

    Scenario: What the phone goes through meanwhile
      Given a gateway "gw" with a session TTL of 5 min
      And a client "phone" with a session on "gw"
      When the link of "phone" is cut
      And "phone" sends a message
      And 8.5 s pass
      Then the session of "phone" went through REATTACHING, DEGRADED, REATTACHING

  Rule: A transport is dead when nothing came back for the loss window

    Scenario Outline: <silence> after the last word it is <state>
      Given a gateway "gw" with a session TTL of 30 s
      And a client "phone" with a session on "gw"
      When the link of "phone" is cut
      And "phone" sends a message
      And <silence> pass
      Then the session of "phone" is <state>

      Examples:
        | silence                | state       |
        | one tick less than 5 s | ATTACHED    |
        | 5 s                    | REATTACHING |

  Rule: A phone that is told to may give up earlier

    Scenario Outline: <silence> without a transport the session is <state>
      Given the policy:
        | setting            | value |
        | transport-loss-ttl | 10 s  |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      When the socket of "phone" dies
      And <silence> pass
      Then the session of "phone" is <state>

      Examples:
        | silence                 | state       |
        | one tick less than 10 s | REATTACHING |
        | 10 s                    | TERMINATED  |
        | one tick more than 10 s | TERMINATED  |

    Scenario: It says why
      Given the policy:
        | setting            | value |
        | transport-loss-ttl | 10 s  |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      When the socket of "phone" dies
      And 10 s pass
      Then the session of "phone" last changed state because of TTL_TRANSPORT_LOSS_EXPIRED

    Scenario Outline: A recovery that has taken <time> is <state>
      Given the policy:
        | setting           | value |
        | reattach-attempts | 100   |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      And the link of "phone" is cut
      And "phone" has sent a message
      When 5 s pass
      And <time> pass
      Then the session of "phone" is <state>

      Examples:
        | time                   | state       |
        | one tick less than 5 s | REATTACHING |
        | 5 s                    | TERMINATED  |

    Scenario Outline: Another socket prolongs no recovery: after <time> more it is <state>
      Given the policy:
        | setting           | value |
        | reattach-attempts | 100   |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      And the link of "phone" is cut
      When "phone" reattaches from a new socket without waiting for the answer
      And 2 s pass
      And "phone" reattaches from a new socket without waiting for the answer
      And <time> pass
      Then the session of "phone" is <state>

      Examples:
        | time                   | state       |
        | one tick less than 3 s | REATTACHING |
        | 3 s                    | TERMINATED  |
