@reattach @flapping @scenario-4
Feature: A session that flaps is held back and kept
  A phone between two networks may switch back and forth without end. The gateway limits how often it may switch; the phone waits and its session
  goes on.

  Rule: After a switch the next one waits for the cooldown, to the tick

    Scenario Outline: A second move after <pause> is <outcome>
      Given a gateway "gw"
      And a client "phone" with a session on "gw"
      And "phone" has reattached once
      When <pause> pass
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is <outcome>

      Examples: too early
        | pause                     | outcome                                  |
        | 0 ms                      | refused as POLICY_DENY (switch_cooldown) |
        | one tick less than 500 ms | refused as POLICY_DENY (switch_cooldown) |

      Examples: in time
        | pause                     | outcome  |
        | 500 ms                    | accepted |
        | one tick more than 500 ms | accepted |

    Scenario: The phone waits and tries again by itself
      Given a gateway "gw"
      And a client "phone" with a session on "gw"
      And "phone" has reattached once
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the session of "phone" is DEGRADED
      And "gw" has switched the transport of "phone" exactly once, explicitly
      When "phone" sends a message
      And 3 s pass
      Then the session of "phone" is ATTACHED with the same id
      And "gw" has switched the transport of "phone" exactly 2 times, explicitly
      And all messages of "phone" arrive exactly once

    Scenario: The policy may set no cooldown
      Given the policy:
        | setting         | value |
        | switch-cooldown | 0 s   |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      And "phone" has reattached once
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted

  Rule: A minute allows a fixed number of switches, to the tick

    Scenario Outline: A fourth switch <pause> after the first is <outcome>
      Given the policy:
        | setting                            | value |
        | server.maximum-switches-per-minute | 3     |
        | server.switch-cooldown             | 0 s   |
        | server.idle-ttl                    | 5 min |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      And "phone" has reattached 3 times
      When <pause> pass
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is <outcome>

      Examples: too early
        | pause                   | outcome                              |
        | 1 s                     | refused as POLICY_DENY (switch_rate) |
        | one tick less than 60 s | refused as POLICY_DENY (switch_rate) |

      Examples: in time
        | pause                   | outcome  |
        | 60 s                    | accepted |
        | one tick more than 60 s | accepted |

    Scenario: A refused switch is a policy event and costs the session nothing
      Given the policy:
        | setting                            | value |
        | server.maximum-switches-per-minute | 3     |
        | server.switch-cooldown             | 0 s   |
      And a gateway "gw"
      And a client "phone" with a session on "gw"
      And "phone" has reattached 3 times
      When "phone" reattaches on its old socket
      Then "gw" refuses it as POLICY_DENY (switch_rate)
      And "gw" records the policy event switch_rate
      And the session of "phone" is unchanged
